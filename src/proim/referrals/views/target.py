"""Targets, and who receives for them."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from proim.accounts.http import PersonRequest
from proim.audit.history import history
from proim.core.clock import today
from proim.core.http import paginate, refusals_in, tell
from proim.referrals import actions
from proim.referrals.forms import NewTargetForm, SeatForm, TargetForm
from proim.referrals.models import Seat, Target
from proim.referrals.models.rule import TOPICS
from proim.referrals.trying import loads
from proim.referrals.views.found import routing_for
from proim.taxonomy.models import Term


@require_GET
def target_list(request: PersonRequest) -> HttpResponse:
    """Show where cases can go, and how loaded each person is."""
    routing_for(request)
    page = paginate(
        request, Target.objects.select_related("agency").order_by("kind", "name_es", "pk")
    )
    held = loads(today())
    lines = [(one, [load for load in held if load.target == one]) for one in page]
    return render(request, "referrals/target_list.html", {"page": page, "lines": lines})


@require_http_methods(["GET", "POST"])
def target_add(request: PersonRequest) -> HttpResponse:
    """Add a target."""
    routing_for(request, "referrals.add_target")
    form = NewTargetForm(request.POST or None, initial={"valid_from": today()})
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            done = actions.add_target(form.instance, by=request.user)
            messages.success(request, _("The target was added. Now say who receives."))
            return redirect(done)
    context = {"form": form, "title": _("Add a target"), "target": None}
    return render(request, "referrals/target_form.html", context)


@require_GET
def target_detail(request: PersonRequest, code: UUID) -> HttpResponse:
    """Show a target, who receives, since when, with which expertise."""
    target = _found(request, code)
    seats = list(target.seats.select_related("person").order_by("valid_to", "-valid_from", "-pk"))
    codes = {known for seat in seats for known in seat.expertise}
    labels = {
        term.code: term.label for term in Term.objects.filter(catalogue__in=TOPICS, code__in=codes)
    }
    opened = {load.person.pk: load.open for load in loads(today()) if load.target == target}
    context = {
        "target": target,
        "seats": [
            (
                seat,
                [labels.get(known, known) for known in seat.expertise],
                opened.get(seat.person_id),
            )
            for seat in seats
        ],
        "day": today(),
        "entries": history(target),
    }
    return render(request, "referrals/target_detail.html", context)


@require_http_methods(["GET", "POST"])
def target_edit(request: PersonRequest, code: UUID) -> HttpResponse:
    """Correct name and term."""
    target = _found(request, code)
    form = TargetForm(request.POST or None, instance=target)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            actions.edit_target(form.instance, by=request.user)
            messages.success(request, _("Saved."))
            return redirect(target)
    context = {"form": form, "title": _("Correct the target"), "target": target}
    return render(request, "referrals/target_form.html", context)


@require_POST
def target_close(request: PersonRequest, code: UUID) -> HttpResponse:
    target = _found(request, code)
    with tell(request, _("The target receives no more after today.")):
        actions.close_target(target, by=request.user)
    return redirect(target)


@require_http_methods(["GET", "POST"])
def seat_add(request: PersonRequest, code: UUID) -> HttpResponse:
    """Say who receives, with which expertise and capacity."""
    target = _found(request, code)
    form = SeatForm(request.POST or None, target=target, initial={"valid_from": today()})
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            actions.seat(target, form.draft, by=request.user)
            messages.success(request, _("Saved."))
            return redirect(target)
    context = {"form": form, "title": _("Who receives"), "target": target}
    return render(request, "referrals/target_form.html", context)


@require_POST
def seat_end(request: PersonRequest, code: UUID) -> HttpResponse:
    routing_for(request)
    held = get_object_or_404(Seat.objects.select_related("target"), code=code)
    with tell(request, _("This person receives no more after today.")):
        actions.unseat(held, by=request.user)
    return redirect(held.target)


def _found(request: PersonRequest, code: UUID) -> Target:
    routing_for(request)
    return get_object_or_404(Target.objects.select_related("agency"), code=code)
