"""How much processor time the pages cost, beside a bare view and beside their SQL alone."""
