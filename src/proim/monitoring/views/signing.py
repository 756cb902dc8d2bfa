"""What the head does: sign several reports on one screen, give one back. And opening a correction."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeAlias
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from proim.accounts.http import PersonRequest
from proim.accounts.models import User
from proim.agencies.rules import on_behalf_of, signs
from proim.agencies.running import Running
from proim.core.bulk import UNDO_MINUTES, Result, each
from proim.core.clock import today
from proim.core.http import paginate, refusals_in
from proim.monitoring import actions
from proim.monitoring.forms import CommentForm, CorrectionForm
from proim.monitoring.models import Report
from proim.monitoring.sheet import Answer, Word, answers, rated
from proim.monitoring.standing import standing
from proim.monitoring.views.bulk import Step, acting, foretold, stands, ticked
from proim.monitoring.views.found import found

Results: TypeAlias = list[Result[Report]]


@dataclass(frozen=True, slots=True)
class ToSign:
    """A report that waits for the head: one line, and all it says behind it."""

    report: Any  # annotated by with_last_progress
    rating: Word
    term: Running
    answers: list[Answer]
    is_own: bool  # the reader validated it, so another person must sign
    for_whom: Any = None  # the head, where the reader signs by delegation

    @property
    def step(self) -> int | None:
        """Percentage points since the last report; ``None`` for a first one."""
        last = self.report.last_progress
        return None if last is None else self.report.progress - last


@require_http_methods(["GET", "POST"])
def report_sign(request: PersonRequest) -> HttpResponse:
    """List what waits for the signature; say what signing the ticked ones will do; do it."""
    _heads_only(request.user)
    mine = Report.objects.permitted("monitoring.sign", request.user)
    rows = ticked(mine, request.POST)
    sign = acting(actions.sign, request.user)
    if request.method == "POST" and not rows:
        messages.error(request, _("Choose at least one report."))
    elif request.method == "POST" and "confirm" not in request.POST:
        will = _("It will be delivered with your signature. You can undo that for %s minutes.")
        here = reverse("monitoring:sign")
        step = Step(
            heading=_("What you will sign"),
            button=_("Sign these"),
            address=here,
            up=(_("My reports"), reverse("monitoring:mine")),
            over=(_("Sign reports"), here),
        )
        return foretold(rows, sign, will % UNDO_MINUTES, step, request)
    return _sign_page(request, each(rows, sign, stands), undo=True)


@require_POST
def report_unsign(request: PersonRequest) -> HttpResponse:
    """Undo the signatures that were just given, each with its own result."""
    _heads_only(request.user)
    mine = Report.objects.permitted("monitoring.unsign", request.user)
    rows = ticked(mine, request.POST)
    results = each(rows, lambda report: actions.unsign(report, by=request.user), stands)
    if not results:
        messages.error(request, _("Choose at least one report."))
        return redirect("monitoring:mine")
    return _sign_page(request, results, undo=False)


def _heads_only(person: User) -> None:
    if not signs(person):
        raise PermissionDenied("monitoring.sign")


def _sign_page(request: PersonRequest, results: Results, *, undo: bool) -> HttpResponse:
    mine = Report.objects.permitted("monitoring.sign", request.user)
    waiting = mine.to_sign().with_names().with_last_progress().urgent_first()
    page = paginate(request, waiting.select_related("project__agency", "period", "validated_by"))
    terms = standing(page.object_list, today())
    agencies = {report.project.agency_id for report in page}
    heads = {agency: on_behalf_of(request.user, agency) for agency in agencies}
    context = {
        "page": page,
        "lines": [_line(report, request.user, terms[report.pk], heads) for report in page],
        "results": results,
        "done": sum(result.is_done for result in results),
        "undo": [result.row for result in results if undo and result.is_done],
        "minutes": UNDO_MINUTES,
        "all": "all" in request.GET,
    }
    return render(request, "monitoring/report_sign.html", context)


def _line(report: Report, reader: User, term: Running, heads: dict[int, Any]) -> ToSign:
    return ToSign(
        report,
        rated(report.rating),
        term,
        answers(report.said),
        is_own=report.validated_by_id == reader.pk,
        for_whom=heads[report.project.agency_id],
    )


@require_http_methods(["GET", "POST"])
def report_give_back(request: PersonRequest, code: UUID) -> HttpResponse:
    report = found(request.user, code, "monitoring.give_back")
    words = {
        "title": _("Give the report back"),
        "lead": _("It becomes a draft again; it must be validated and signed anew."),
        "button": _("Give it back"),
        "done": _("Given back to the liaison officer with your comment."),
    }
    return _asked(request, report, CommentForm(request.POST or None), actions.give_back, words)


@require_http_methods(["GET", "POST"])
def report_correct(request: PersonRequest, code: UUID) -> HttpResponse:
    report = found(request.user, code, "monitoring.correct")
    words = {
        "title": _("Correct a published report"),
        "lead": _("The published version stays. A new one follows after the same sign-offs."),
        "button": _("Open the correction"),
        "done": _("The correction is open. The liaison officer writes it, the head signs it."),
    }
    return _asked(request, report, CorrectionForm(request.POST or None), actions.correct, words)


def _asked(
    request: PersonRequest,
    report: Report,
    form: forms.Form,
    act: Callable[..., Report],
    words: dict[str, str],
) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            act(report, *form.cleaned_data.values(), by=request.user)
            messages.success(request, words["done"])
            seen = Report.objects.permitted("monitoring.read_draft", request.user)
            here = seen.filter(pk=report.pk).exists()
            return redirect(report if here else report.period.get_office_url())
    context = {"form": form, "report": report, **words}
    return render(request, "monitoring/report_asked.html", context)
