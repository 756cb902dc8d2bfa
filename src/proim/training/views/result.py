from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from proim.accounts.http import PersonRequest
from proim.core.clock import today
from proim.core.http import refusals_in
from proim.training import actions
from proim.training.forms import ResultRow, ResultsForm
from proim.training.models import Enrolment, Session
from proim.training.standing import basis
from proim.training.workflow import PENDING, Result


@require_http_methods(["GET", "POST"])
def results(request: PersonRequest, code: UUID) -> HttpResponse:
    """Enter attendance, grades and results of all people of a session on one screen.

    Rows that are right are stored; the others stay on the screen with what is wrong in them.
    """
    sessions = Session.objects.permitted("training.attend", request.user)
    shown = get_object_or_404(sessions.select_related("course"), code=code)
    data = request.POST or None
    form = ResultsForm(data, initial={"completed_on": shown.ends_on})
    pending = _undecided(shown)
    known = basis(shown)  # what the lists and the tests say is proposed
    undecided = [
        ResultRow(data, row, known.attendance.get(row.pk), known.marks.get(row.pk))
        for row in pending
    ]
    rows = [row for row in undecided if not data or row.add_prefix("result") in data]
    if request.method == "POST" and form.is_valid():
        entry = Entry(request.user, **form.cleaned_data)
        done = sum(entry.take(row) for row in rows)
        text = ngettext("%(count)s row was stored.", "%(count)s rows were stored.", done)
        if done:
            messages.success(request, text % {"count": done})
        if not any(row.errors for row in rows):
            return redirect(shown)
        messages.error(request, _("Some rows are not right yet. See below."))
        rows = [row for row in rows if row.errors]
    context = {"session": shown, "form": form, "rows": rows}
    return render(request, "training/results.html", context)


@dataclass(frozen=True, slots=True)
class Entry:
    """One filled-in screen of results."""

    by: Any
    completed_on: date
    rest: str  # the result of the rows that were left without one

    def take(self, row: ResultRow) -> bool:
        """Store one row; say whether something was stored. Refusals stand in the row."""
        if not row.is_valid():
            return False
        told = row.cleaned_data
        untouched = row.enrolment.result == Result.ENROLLED and not row.has_changed()
        result = self.rest if untouched or not told["result"] else told["result"]
        if not result and not row.has_changed():
            return False
        with refusals_in(row), transaction.atomic():
            return self._store(row.enrolment, result, told)
        return False

    def _store(self, enrolment: Enrolment, result: str, told: dict[str, Any]) -> bool:
        attendance = _attendance(result, told["attendance"])
        stored = attendance is not None and attendance != enrolment.attendance
        if stored and attendance is not None:
            enrolment = actions.attend(enrolment, attendance, by=self.by)
        if result in (Result.PASSED, Result.FAILED):
            verb = actions.certify if result == Result.PASSED else actions.fail
            verb(
                enrolment,
                completed_on=self.completed_on,
                on=today(),
                grade=told["grade"],
                by=self.by,
            )
            return True
        return stored


def _attendance(result: str, typed: int | None) -> int | None:
    """Return what to note: who attended without a figure was there all the time."""
    if result == Result.ABSENT:
        return 0
    return 100 if result == Result.ATTENDED and typed is None else typed


def _undecided(shown: Session) -> list[Enrolment]:
    rows = shown.enrolments.filter(result__in=PENDING).select_related("person", "agency")
    return list(rows.select_related("session"))
