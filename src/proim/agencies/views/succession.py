"""Reorganizing on one screen: what ends and who follows, what goes where, and the trace afterwards."""

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from proim.accounts.http import PersonRequest, Request
from proim.agencies import actions
from proim.agencies.estates import duties
from proim.agencies.forms import FORMS, EndingForm, PassingForm
from proim.agencies.models import Agency, Reorganization, SuccessionKind
from proim.agencies.tracing import trace
from proim.agencies.views.access import agency_for
from proim.agencies.views.tabs import tabs_of
from proim.core.clock import today

BOXES = {"heir": "takes_over", "agency": "since"}  # where a refusal of the records stands
LEADS = {
    SuccessionKind.MERGE: gettext_lazy("Two or more public entities end and become one."),
    SuccessionKind.SPLIT: gettext_lazy("It ends and becomes several."),
    SuccessionKind.ABSORB: gettext_lazy("It ends and goes into another one, which goes on."),
    SuccessionKind.WIND_UP: gettext_lazy("It ends and nobody succeeds it."),
}


@require_http_methods(["GET", "POST"])
def succession_merge(request: PersonRequest, code: UUID) -> HttpResponse:
    return _screen(request, agency_for(request, code, "agencies.merge"), SuccessionKind.MERGE)


@require_http_methods(["GET", "POST"])
def succession_split(request: PersonRequest, code: UUID) -> HttpResponse:
    return _screen(request, agency_for(request, code, "agencies.split"), SuccessionKind.SPLIT)


@require_http_methods(["GET", "POST"])
def succession_absorb(request: PersonRequest, code: UUID) -> HttpResponse:
    return _screen(request, agency_for(request, code, "agencies.absorb"), SuccessionKind.ABSORB)


@require_http_methods(["GET", "POST"])
def succession_wind_up(request: PersonRequest, code: UUID) -> HttpResponse:
    return _screen(request, agency_for(request, code, "agencies.wind_up"), SuccessionKind.WIND_UP)


def _screen(request: PersonRequest, agency: Agency, kind: SuccessionKind) -> HttpResponse:
    """Ask what is to be done, show what that moves, and do it once the reader has seen that."""
    data = request.POST if request.method == "POST" else None
    form = FORMS[kind](agency, data, initial={"since": today()})
    passing, preview = None, None
    if data is not None and form.is_valid():
        asked = "confirm" in data or "again" in data
        passing = PassingForm(form, data if asked else None)
        if passing.is_valid() and "confirm" in data:
            with _refusals(form, passing):
                deed = actions.reorganize(passing.plan(), by=request.user)
                messages.success(request, _("The reorganization was recorded."))
                return redirect(deed)
        elif passing.is_valid():
            preview = _foretold(request, form, passing)
    context = {
        "agency": agency,
        "form": form,
        "passing": passing,
        "preview": preview,
        "tabs": tabs_of(agency, kind),
        "lead": LEADS[kind],
        "open": _open(form) if passing else [],
    }
    return render(request, "agencies/succession.html", context)


@contextmanager
def _refusals(form: EndingForm, passing: PassingForm) -> Iterator[None]:
    """Put what is refused at its box, in whichever of the two forms that stands."""
    try:
        yield
    except ValidationError as error:
        told = error.error_dict if hasattr(error, "error_dict") else {"": [error]}
        for name, errors in told.items():
            if name in passing.fields:
                passing.add_error(name, ValidationError(errors))
            else:
                place = BOXES.get(name, name)
                form.add_error(place if place in form.fields else None, ValidationError(errors))


def _foretold(
    request: PersonRequest, form: EndingForm, passing: PassingForm
) -> dict[str, int] | None:
    """Do it and take it back: the same code refuses before and after. Return what it would change."""
    plan = passing.plan()
    before = Agency.objects.in_scope(plan.since).count()
    after = before
    with _refusals(form, passing), transaction.atomic():
        actions.reorganize(plan, by=request.user)
        after = Agency.objects.in_scope(plan.since).count()
        transaction.set_rollback(True)
    if form.errors or passing.errors:
        return None
    return {"before": before, "after": after}


def _open(form: EndingForm) -> list[tuple[str, int]]:
    """Count what is open in the agencies that end: it goes with the records it belongs to."""
    found: dict[str, int] = {}
    for agency in form.ending:
        for duty, things in duties(agency, today()):
            found[str(duty.label)] = found.get(str(duty.label), 0) + len(things)
    return list(found.items())


@login_not_required
@require_GET
def reorganization_list(request: Request) -> HttpResponse:
    """List what became of public entities, the latest first."""
    deeds = Reorganization.objects.permitted("agencies.view_reorganization", request.user)
    rows = deeds.order_by("-since", "-pk").prefetch_related(
        "successions__predecessor", "successions__successor"
    )
    return render(request, "agencies/reorganization_list.html", {"rows": rows[:200]})


@login_not_required
@require_GET
def reorganization_detail(request: Request, code: UUID) -> HttpResponse:
    """Show what was done, by whom, on what ground, and where all went."""
    deeds = Reorganization.objects.permitted("agencies.view_reorganization", request.user)
    deed = get_object_or_404(deeds.select_related("recorded_by", "heir"), code=code)
    context = {"deed": deed, "trace": trace(deed, request.user)}
    return render(request, "agencies/reorganization.html", context)
