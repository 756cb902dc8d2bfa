"""Imports, their rows, and what was learned about headers, words and foreign keys."""

from proim.sheets.models.batch import Batch, Line, Source
from proim.sheets.models.memory import Alias, Matching

__all__ = ["Alias", "Batch", "Line", "Matching", "Source"]
