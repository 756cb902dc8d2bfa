"""Pure formulas of monitoring: the calendar and proof of reports, status, ratings. No database, no Django, no clock."""

from proim.monitoring.formulas.reports import (
    CUTOFF,
    DUE,
    OPENS,
    PUBLICATION,
    REVIEW,
    STATUTORY,
    Dates,
    Figures,
    Point,
    canonical,
    curve,
    default_dates,
    digest,
    total,
)

__all__ = [
    "CUTOFF",
    "DUE",
    "OPENS",
    "PUBLICATION",
    "REVIEW",
    "STATUTORY",
    "Dates",
    "Figures",
    "Point",
    "canonical",
    "curve",
    "default_dates",
    "digest",
    "total",
]
