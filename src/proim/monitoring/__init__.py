"""What becomes of the projects: each quarter their agencies report, and the public can read it.

The office keeps the calendar. A liaison writes and validates the report of a project, the head of
the agency signs it, the office publishes it. What was published never changes: a correction is a
new version beside the old one. Who delivered, when and what is missing is counted from here.
"""
