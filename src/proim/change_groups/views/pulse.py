from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from proim.accounts.http import PersonRequest
from proim.change_groups import actions
from proim.change_groups.forms import AnswerForm, PulseForm
from proim.change_groups.http import form_page, group_of, row_of
from proim.change_groups.models import Pulse
from proim.change_groups.pulses import changes, openings, people_of
from proim.core.clock import today
from proim.core.errors import DomainError
from proim.core.http import refusals_in
from proim.core.permissions import may


@require_GET
def pulses(request: PersonRequest, code: UUID) -> HttpResponse:
    """List the openings of the pulse, and how what people say changed from one to the next."""
    group = group_of(request.user, code, "change_groups.read_pulses", "change_groups.open_pulse")
    shown = openings(group.pulses.prefetch_related("tallies"), today())
    context = {
        "group": group,
        "is_alive": group.is_alive,
        "reads": may("change_groups.read", request.user, group),
        "openings": shown,
        "told": [one for one in reversed(shown) if one.results],
        "changes": changes(shown),
    }
    return render(request, "change_groups/pulses.html", context)


@require_GET
def pulse(request: PersonRequest, code: UUID) -> HttpResponse:
    """Show an opening: until when it takes answers, and once it is closed what was said."""
    rows = Pulse.objects.permitted("change_groups.read_pulse", request.user)
    rows = rows.with_permissions(request.user, "change_groups.answer_pulse")
    rows = rows.select_related("group__agency").prefetch_related("tallies")
    shown: Any = get_object_or_404(rows, code=code)
    (opening,) = openings([shown], today())
    context = {
        "pulse": shown,
        "opening": opening,
        "invited": people_of(shown.group, today()).count() if opening.is_open else 0,
        "has_answered": shown.roll.filter(person=request.user).exists(),
    }
    return render(request, "change_groups/pulse.html", context)


@require_http_methods(["GET", "POST"])
def open_pulse(request: PersonRequest, code: UUID) -> HttpResponse:
    """Ask for which days the pulse is open."""
    group = group_of(request.user, code, "change_groups.open_pulse")
    form = PulseForm(request.POST or None, instance=Pulse(group=group))
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            new = actions.open_pulse(form.instance, on=today(), by=request.user)
            messages.success(
                request, _("The people of the public entity are told on the first day.")
            )
            return redirect(new)
    lead = _(
        "The same five statements each time. Results are shown once it is closed, from five answers on."
    )
    title = _("Open a culture pulse")
    return form_page(request, form, group, title, _("Open it"), kicker=group, lead=lead)


@require_http_methods(["GET", "POST"])
def answer_pulse(request: PersonRequest, code: UUID) -> HttpResponse:
    """Ask how far somebody agrees with each statement."""
    shown = row_of(Pulse.objects.all(), request.user, code, "change_groups.answer_pulse")
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.answer_pulse(shown, form.answers, on=today(), by=request.user)
        except DomainError as error:
            messages.error(request, str(error))
        else:
            messages.success(
                request, _("Thank you. Your answers are in the sums, without your name.")
            )
        return redirect(shown)
    return render(request, "change_groups/answer.html", {"form": form, "pulse": shown})
