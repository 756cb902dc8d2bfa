"""The personal data in these tables; read by core.personal."""

from proim.core.personal import DELETE, EMPTY, KEEP, Purpose, SeenBy, impersonal, personal

personal(
    "sheets.Batch",
    person="person",
    why=Purpose.WORK,
    seen=SeenBy.OFFICE,
    term="sheet",
    fields={
        "person": KEEP,
        "ground": EMPTY,
        "file_name": EMPTY,
        "sheet": EMPTY,
        "matching": EMPTY,
        "decisions": EMPTY,
        "refusal": EMPTY,
    },
)
personal(
    "sheets.Source",
    person="batch__person",
    why=Purpose.WORK,
    seen=SeenBy.OFFICE,
    term="sheet",
    fields={"data": DELETE, "cells": DELETE},
    rows=DELETE,
)
personal(
    "sheets.Line",
    person="batch__person",
    why=Purpose.WORK,
    seen=SeenBy.OFFICE,
    term="sheet",
    fields={
        "name": DELETE,
        "own_key": DELETE,
        "values": DELETE,
        "before": DELETE,
        "conflicts": DELETE,
        "problems": DELETE,
        "notes": DELETE,
    },
    rows=DELETE,
)
personal(
    "sheets.Matching",
    person="person",
    why=Purpose.WORK,
    seen=SeenBy.OFFICE,
    term="sheet",
    fields={"person": DELETE, "matching": DELETE},
    rows=DELETE,
)
impersonal("sheets.Batch", "table", "place", "sha256", "language", "counts")
impersonal("sheets.Line", "left")
impersonal("sheets.Matching", "table", "place", "signature")
impersonal("sheets.Alias", "table", "place", "key")
