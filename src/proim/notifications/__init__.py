"""What people are told: the outbox, the inbox, daily summaries, and the clock that hands out jobs."""
