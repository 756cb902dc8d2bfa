"""How the installation is: a page for administrators, one word for machines, figures for Prometheus, tidying up.

Each part tells of itself through ``core.health.HEALTH``; what belongs to no other app is looked at in ``looks``.
"""
