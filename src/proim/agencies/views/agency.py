from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from proim.accounts.http import PersonRequest, Request
from proim.agencies import actions
from proim.agencies.forms import AddForm, AgencyFilter, RenameForm
from proim.agencies.letters import with_letters
from proim.agencies.models import (
    LIAISONS,
    Agency,
    AgencyType,
    AgencyVersion,
    Handover,
    Reorganization,
)
from proim.agencies.posts import posts
from proim.agencies.slots import AGENCY_BLOCKS
from proim.agencies.views.access import agency_for, programme_for, programme_seen_by
from proim.agencies.views.tabs import tabs_of
from proim.audit.history import history
from proim.core.clock import today
from proim.core.http import paginate, refusals_in, render_page
from proim.desk.choosing import answers_in
from proim.desk.resuming import resumed

VERBS = (
    "see_people",
    "history",
    "rename",
    "merge",
    "put_in_scope",
    "take_out_of_scope",
    "appoint",
    "delegate",
    "reorganize",
)
OF_POSTS = ("agencies.end_appointment", "agencies.keep_letter", "agencies.open_handover")


@login_not_required
@require_GET
def agency_list(request: Request) -> HttpResponse:
    filters = AgencyFilter(request.GET)
    visible = Agency.objects.permitted("agencies.view", request.user)
    page: Any = paginate(request, filters.narrow(visible))
    heads = Agency.objects.named_on(filters.on).in_bulk({row.sector_then for row in page})
    context = {
        "filters": filters,
        "page": page,
        "rows": [
            (row, AgencyType(row.type_then).label, heads.get(row.sector_then)) for row in page
        ],
        "programme": programme_seen_by(request),
    }
    return render_page(request, "agencies/agency_list.html", context, partial="results")


@login_not_required
@require_GET
def agency_detail(request: Request, code: UUID) -> HttpResponse:
    agencies = Agency.objects.permitted("agencies.view", request.user).with_scope(today())
    verbs = [f"agencies.{verb}" for verb in VERBS]
    agencies = agencies.with_permissions(request.user, *verbs).select_related("sector")
    agency: Any = get_object_or_404(agencies, code=code)
    facts = {
        "versions": list(agency.versions.select_related("sector").order_by("-since", "-pk")),
        "entries": list(agency.scope_entries.order_by("-since", "-pk")),
        "successions": list(agency.successions.select_related("successor")),
        "inheritances": list(agency.inheritances.select_related("predecessor")),
    }
    appointments = _appointments(request, agency)
    context = {
        "agency": agency,
        **facts,
        "posts": posts(appointments, today()),
        "coming": [held for held in appointments if held.valid_from > today()],
        "former": [held for held in reversed(appointments) if held.is_over(today())],
        "deeds": Reorganization.objects.of(agency),
        "sectorised": agency.sectorised.existing(today()),
        "blocks": _blocks(request, agency),
    }
    if agency.may_history:
        rows = [row for found in facts.values() for row in found]
        context["events"] = history(agency, *rows, *appointments)
    return render(request, "agencies/agency_detail.html", context)


def _appointments(request: Request, agency: Agency) -> list[Any]:
    """Return those who hold or held a post, each with its letters, its hand-over and what may be done."""
    held = agency.appointments.select_related("person", "on_behalf_of__person")
    found = with_letters(request.user, held.with_permissions(request.user, *OF_POSTS))
    seen = Handover.objects.permitted("agencies.view_handover", request.user)
    handovers = {row.leaving_id: row for row in seen.current().filter(leaving__agency=agency)}
    for one in found:
        one.handed = handovers.get(one.pk)
        one.may_begin = one.role in LIAISONS and one.may_open_handover and not one.handed
    return found


def _blocks(request: Request, agency: Agency) -> list[str]:
    told = ((block.template, block.context(request, agency)) for block in AGENCY_BLOCKS)
    return [render_to_string(name, shown, request) for name, shown in told if shown is not None]


@require_http_methods(["GET", "POST"])
def agency_add(request: PersonRequest) -> HttpResponse:
    programme_for(request, "agencies.add")
    form = resumed(request, AddForm(request.POST or None, initial={"since": today()}))
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        with refusals_in(form):
            draft = Agency(key=typed["key"], **form.state)
            agency = actions.add(
                draft, since=typed["since"], ground=typed["ground"], by=request.user
            )
            messages.success(request, _("The public entity was added."))
            return redirect(agency)
    return render(request, "agencies/agency_add.html", {"form": form})


@require_http_methods(["GET", "POST"])
def agency_rename(request: PersonRequest, code: UUID) -> HttpResponse:
    agency = agency_for(request, code, "agencies.rename")
    current = agency.version_on(today()) or agency.versions.first()
    told = current.state if current else {}
    initial = {**told, "sector": agency.sector.key if agency.sector else "", "since": today()}
    row = AgencyVersion(agency=agency)
    form = RenameForm(request.POST or None, instance=row, initial=initial, now=told)
    form = resumed(request, form)
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        with answers_in(form, told.__getitem__):
            actions.rename(
                agency,
                since=typed["since"],
                ground=typed["ground"],
                by=request.user,
                seen=form.marks.seen,
                **form.answers,
            )
            messages.success(request, _("The new state was recorded."))
            return redirect(agency)
    return render(
        request,
        "agencies/agency_rename.html",
        {"form": form, "agency": agency, "tabs": tabs_of(agency, "rename")},
    )
