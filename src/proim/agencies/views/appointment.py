from collections import defaultdict
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from proim.accounts.http import PersonRequest
from proim.agencies import actions, letters
from proim.agencies.forms import AppointForm, EndForm, LiaisonListFilter
from proim.agencies.models import LIAISONS, Agency, Appointment, Programme, Role, vacant
from proim.agencies.posts import posts
from proim.agencies.views.access import agency_for, programme_for
from proim.core.clock import today
from proim.core.http import paginate, refusals_in, render_page
from proim.core.permissions import may
from proim.files.inspection import RefusalError
from proim.files.intake import Incoming, received
from proim.files.vault import NoRoomError


@require_GET
def liaison_list(request: PersonRequest) -> HttpResponse:
    programme_for(request, "agencies.list_liaisons")
    filters = LiaisonListFilter(request.GET)
    agencies = Agency.objects.permitted("agencies.see_people", request.user)
    page = paginate(request, filters.narrow(agencies, today()))
    held = defaultdict(list)
    for appointment in Appointment.objects.on(today()).of_agencies(page.object_list):
        held[appointment.agency_id].append(appointment)
    context = {
        "filters": filters,
        "page": page,
        "rows": [(agency, posts(held[agency.pk], today())) for agency in page.object_list],
        "in_scope": Agency.objects.existing(today()).in_scope(today()).count(),
        "vacant": vacant(today()).count(),
    }
    return render_page(request, "agencies/liaison_list.html", context, partial="results")


@require_http_methods(["GET", "POST"])
def appointment_appoint(request: PersonRequest, code: UUID) -> HttpResponse:
    agency = agency_for(request, code, "agencies.appoint")
    roles = [*LIAISONS, Role.HEAD, *_staff_roles(request, agency)]
    initial = {"role": request.GET.get("role", ""), "valid_from": today()}
    form = AppointForm(roles, request.POST or None, request.FILES or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form), letter_in(form) as letter_file:
            told = {"end_former": form.cleaned_data["end_former"], "letter_file": letter_file}
            done = actions.appoint(form.draft(agency), **told, by=request.user)
            text = _("%(person)s was appointed.")
            if not done.person.has_usable_password():
                text = _("%(person)s was appointed. An invitation is on its way.")
            messages.success(request, text % {"person": done.person})
            return redirect(agency)
    return render(request, "agencies/appoint.html", {"form": form, "agency": agency})


def letter_in(form: forms.Form) -> AbstractContextManager[Incoming | None]:
    """Take the file of the letter in, if one came; what is wrong with it is told at its box."""
    upload = form.cleaned_data["letter_file"]
    return _at_its_box(form, upload) if upload else nullcontext()


@contextmanager
def _at_its_box(form: forms.Form, upload: Any) -> Iterator[Incoming]:
    try:
        with received(upload, kind=letters.NAME) as incoming:
            yield incoming
    except (RefusalError, NoRoomError) as refusal:
        raise ValidationError({"letter_file": str(refusal)}) from refusal


def _staff_roles(request: PersonRequest, agency: Agency) -> list[Role]:
    programme = Programme.get()
    if programme.owner_id != agency.pk:
        return []
    if not may("agencies.appoint_staff", request.user, programme):
        return []
    return [Role.OFFICE, Role.ADMINISTRATOR]


@require_http_methods(["GET", "POST"])
def appointment_end(request: PersonRequest, code: UUID) -> HttpResponse:
    appointments = Appointment.objects.select_related("agency", "person")
    appointment = get_object_or_404(appointments, code=code)
    if not may("agencies.see_people", request.user, appointment.agency):
        raise Http404
    if not may("agencies.end_appointment", request.user, appointment):
        raise PermissionDenied("agencies.end_appointment")
    form = EndForm(request.POST or None, request.FILES or None, initial={"on": today()})
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        with refusals_in(form), letter_in(form) as file:
            letter = actions.Letter(typed["letter"], typed["letter_on"], file)
            told = {"on": typed["on"], "reason": typed["reason"], "letter": letter}
            actions.end_appointment(appointment, **told, by=request.user)
            messages.success(request, _("The end of the appointment was recorded."))
            return redirect(appointment.agency)
    context = {"form": form, "appointment": appointment, "agency": appointment.agency}
    return render(request, "agencies/appointment_end.html", context)
