"""Pure formulas of plans: earned value and schedule, slips, the forecast of the finish. No database, no clock."""
