"""The file that came in, on its way back: our layout, its cells, the states and the errors at their place."""

from typing import Any

from django.utils.text import capfirst

from proim.sheets.matching import Answers, all_columns
from proim.sheets.models import Batch
from proim.sheets.reading.grids import Grid
from proim.sheets.showing import ID
from proim.sheets.workflow import Stage, Verdict
from proim.sheets.writing.workbook import Marks, answer


def answer_of(batch: Batch, grid: Grid) -> bytes:
    """Return the painted file of an import; new rows carry their key once they are stored."""
    table, places = batch.declared, Answers.of(batch.matching).places
    stored = {row.pk: row for row in table.rows(batch.person, batch.facts)}
    marks, ids = Marks(), {}
    for line in batch.lines.all():
        marks.state[line.number] = (line.verdict, capfirst(str(Verdict(line.verdict).label)))
        for name, text in line.problems:
            if name in places:
                marks.cells[line.number, name] = text
            else:
                marks.whole[line.number] = "\n".join(
                    filter(None, (marks.whole.get(line.number, ""), text))
                )
        for name, text in line.notes:
            marks.notes[line.number, name] = text
        if line.row in stored and batch.stage == Stage.COMMITTED:
            ids[line.number] = stored[line.row].id
    lines = []
    for number, row in grid.rows:
        cells: dict[str, Any] = {n: row[at] for n, at in places.items() if at < len(row)}
        if number in ids:
            cells[ID] = ids[number]
        lines.append((number, cells))
    base = (
        {row.id: row.values for row in stored.values()}
        if batch.stage == Stage.COMMITTED
        else grid.base
    )
    columns = [
        column for column in all_columns(table) if column.key in places or not column.computed
    ]
    return answer(table, batch.facts, columns, lines, base=base, marks=marks)
