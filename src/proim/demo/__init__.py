"""The demonstration programme: PROIM as it could have stood in July 2011, with invented people.

Its records are data (``data/*.toml``), loaded through the same actions that people use, so each
one has its history. The agencies are real, the universe is a choice of the demonstration,
projects and people are fictional. No figure of the programme's table is written anywhere here:
all of them are counted from the records. ``proim demo`` loads it; loading again changes nothing.
"""
