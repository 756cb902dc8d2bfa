"""A list of agencies as a file: read it (``reading``), compare it with the records (``comparing``).

Nothing here writes: the action ``import_agencies`` does what a comparison says.
"""

from proim.agencies.importing.comparing import Comparison, Line, Verdict, compare
from proim.agencies.importing.reading import LIMIT_BYTES, Problem, Row, Sheet, read

__all__ = [
    "LIMIT_BYTES",
    "Comparison",
    "Line",
    "Problem",
    "Row",
    "Sheet",
    "Verdict",
    "compare",
    "read",
]
