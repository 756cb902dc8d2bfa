"""The public entities that the programme works with, and who speaks for them, through time.

Agencies change name, acronym, type and sector, merge, split and end: each state is a dated row.
The list of agencies in scope is governed and dated too. A person holds a post (liaison, head,
office) by a dated appointment; rights follow from the appointments that hold today.
"""
