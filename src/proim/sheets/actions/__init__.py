"""What people do with a file: bring it in, match its headers, decide, store, undo. One verb each."""

from proim.sheets.actions.preparing import check, decide, discard, match, upload
from proim.sheets.actions.storing import RefusedLinesError, begin, commit, refuse
from proim.sheets.actions.undoing import undo

__all__ = [
    "RefusedLinesError",
    "begin",
    "check",
    "commit",
    "decide",
    "discard",
    "match",
    "refuse",
    "undo",
    "upload",
]
