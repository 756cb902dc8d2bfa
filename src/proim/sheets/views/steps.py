"""The three steps of an import: file, headers, dry run."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from proim.accounts.http import PersonRequest
from proim.core.errors import DomainError
from proim.core.http import paginate, refusals_in
from proim.sheets import actions, jobs
from proim.sheets.forms import MatchForm, UploadForm, decisions
from proim.sheets.matching import Answers, grid_of, proposed
from proim.sheets.messages import remark
from proim.sheets.models import Batch
from proim.sheets.views.access import batch_for, table_for
from proim.sheets.views.lines import told
from proim.sheets.workflow import Stage, Verdict
from proim.ui.parts import Step, Tab

WAITING = (Stage.CHECKING, Stage.STORING)


def steps(current: int) -> list[Step]:
    """Return the steps of an import for the head of its pages."""
    names = (_("File"), _("Headers"), _("Check"), _("Receipt"))
    return [
        Step(name, "done" if place < current else "current" if place == current else "todo")
        for place, name in enumerate(names)
    ]


@require_http_methods(["GET", "POST"])
def sheet_upload(request: PersonRequest, table: str) -> HttpResponse:
    found, places = table_for(request, table, writing=True)
    form = UploadForm(found, places, request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            name = str(form.cleaned_data["file"].name)
            batch = actions.upload(
                found, form.facts, name=name, data=form.bytes, told=form.told, by=request.user
            )
            return redirect("sheets:match", batch.code)
    context = {"form": form, "table": found, "places": places, "steps": steps(0)}
    return render(request, "sheets/upload.html", context)


@require_http_methods(["GET", "POST"])
def sheet_match(request: PersonRequest, code: UUID) -> HttpResponse:
    batch = batch_for(request, code)
    if batch.stage not in (Stage.UPLOADED, Stage.CHECKED):
        return redirect(batch)
    grid = grid_of(batch)
    proposal, sure, is_saved = proposed(batch.declared, grid, batch.place, request.user)
    if batch.matching:
        proposal = Answers.of(batch.matching)
    form = MatchForm(
        batch.declared, grid, proposal, request.POST if request.method == "POST" else None
    )
    if request.method == "POST" and form.is_valid() and form.is_answered:
        with refusals_in(form):
            batch = actions.match(batch, form.answers, by=request.user)
            jobs.check(batch)
            return redirect("sheets:progress", batch.code)
    context = {
        "form": form,
        "batch": batch,
        "grid": grid,
        "is_saved": is_saved,
        "is_asking": request.method == "POST" and not form.is_answered,
        "unsure": [
            form.fields[f"column_{n}"].label
            for n, share in sure.items()
            if share < 1 and f"column_{n}" in form.fields
        ],
        "remarks": [remark(*one) for one in grid.remarks],
        "steps": steps(1),
    }
    return render(request, "sheets/match.html", context)


@require_GET
def sheet_progress(request: PersonRequest, code: UUID) -> HttpResponse:
    batch = batch_for(request, code)
    if batch.stage not in WAITING:
        if request.headers.get("HX-Request"):
            return HttpResponse(headers={"HX-Redirect": batch.get_absolute_url()})
        return redirect(batch)
    name = (
        "sheets/progress.html#state"
        if request.headers.get("HX-Request")
        else "sheets/progress.html"
    )
    return render(request, name, {"batch": batch, "steps": steps(2)})


@require_GET
def sheet_review(request: PersonRequest, code: UUID) -> HttpResponse:
    batch = batch_for(request, code)
    if batch.stage != Stage.CHECKED:
        return redirect(batch)
    shown = request.GET.get("show", "")
    lines = batch.lines.all()
    if shown in Verdict.values:
        lines = lines.filter(verdict=shown)
    elif shown == "notes":
        lines = lines.exclude(notes=[])
    else:
        lines = lines.exclude(verdict=Verdict.UNCHANGED)
    page = paginate(request, lines)
    context = {
        "batch": batch,
        "page": page,
        "lines": told(batch, list(page.object_list)),
        "tabs": _tabs(batch, shown),
        "ready": sum(batch.counts.get(name, 0) for name in ("new", "changed", "conflict")),
        "steps": steps(2),
    }
    return render(request, "sheets/review.html", context)


def _tabs(batch: Batch, shown: str) -> list[Tab]:
    tabs = [Tab(_("All that is not unchanged"), "?", not shown)]
    tabs += [
        Tab(verdict.label, f"?show={verdict.value}", shown == verdict.value, count)
        for verdict in Verdict
        if (count := batch.counts.get(verdict.value, 0))
    ]
    if noted := batch.lines.exclude(notes=[]).count():
        tabs.append(Tab(_("with remarks"), "?show=notes", shown == "notes", noted))
    return tabs


@require_POST
def sheet_decide(request: PersonRequest, code: UUID) -> HttpResponse:
    batch = batch_for(request, code)
    try:
        batch = actions.decide(batch, decisions(request.POST), by=request.user)
        jobs.check(batch)
    except DomainError as error:
        messages.error(request, str(error))
    return redirect("sheets:progress", batch.code)


@require_POST
def sheet_commit(request: PersonRequest, code: UUID) -> HttpResponse:
    batch = batch_for(request, code)
    try:
        jobs.commit(batch)
    except DomainError as error:
        messages.error(request, str(error))
        batch.refresh_from_db()
        return redirect(batch)
    return redirect("sheets:progress", batch.code)
