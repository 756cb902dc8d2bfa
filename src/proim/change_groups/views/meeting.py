from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from proim.accounts.http import PersonRequest
from proim.audit.history import history
from proim.change_groups import actions
from proim.change_groups.forms import (
    AgreementForm,
    HoldForm,
    MeetingForm,
    OutcomeForm,
    ReasonForm,
)
from proim.change_groups.http import form_page, group_of, row_of
from proim.change_groups.models import Agreement, Meeting
from proim.change_groups.notices import date_of
from proim.change_groups.papers import LIST, MINUTES
from proim.change_groups.workflow import MET, Stage
from proim.core.clock import today
from proim.core.http import refusals_in, tell
from proim.documents.models import Document
from proim.notifications.calendar import as_ics

VERBS = ("move_meeting", "cancel_meeting", "hold", "agree", "approve_minutes")
FIRST = (Stage.CALLED, Stage.HELD)  # while who came may be written down


@require_http_methods(["GET", "POST"])
def call(request: PersonRequest, code: UUID) -> HttpResponse:
    """Ask when, where and what about."""
    group = group_of(request.user, code, "change_groups.call")
    form = MeetingForm(request.POST or None, instance=Meeting(group=group))
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            new = actions.call(form.instance, by=request.user)
            messages.success(request, _("The members are told."))
            return redirect(new)
    return form_page(request, form, group, _("Call a meeting"), _("Call the members"), kicker=group)


@require_GET
def meeting(request: PersonRequest, code: UUID) -> HttpResponse:
    """Show when and what about, who came and what was agreed."""
    verbs = [f"change_groups.{verb}" for verb in VERBS]
    rows = _meetings(request).with_permissions(request.user, *verbs)
    shown: Any = get_object_or_404(rows.select_related("approved_by"), code=code)
    agreements = Agreement.objects.with_permissions(request.user, "change_groups.fulfil")
    context = {
        "meeting": shown,
        "is_called": shown.stage == Stage.CALLED,
        "is_held": shown.stage == Stage.HELD,
        "is_approved": shown.stage == Stage.APPROVED,
        "has_met": shown.stage in MET,
        "may_hold": shown.may_hold and shown.stage in FIRST and shown.on <= today(),
        "attendance": list(shown.attendance.select_related("member__person")),
        "agreements": list(agreements.filter(meeting=shown).select_related("owner__person")),
        "endorsed": list(shown.endorsed.all()),
        "issued": Document.objects.in_force((LIST, MINUTES), shown.pk),
        "entries": history(shown),
        "today": today(),
    }
    return render(request, "change_groups/meeting.html", context)


@require_GET
def meeting_ics(request: PersonRequest, code: UUID) -> HttpResponse:
    """Give the meeting as a file for the calendar."""
    shown = get_object_or_404(_meetings(request), code=code)
    response = HttpResponse(as_ics(date_of(shown, {})), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="reunion-{shown.on}.ics"'
    return response


@require_http_methods(["GET", "POST"])
def move_meeting(request: PersonRequest, code: UUID) -> HttpResponse:
    """Change when, where or what about."""
    shown = _meeting(request, code, "change_groups.move_meeting")
    form = MeetingForm(request.POST or None, instance=shown)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            actions.move_meeting(form.instance, by=request.user)
            messages.success(request, _("Saved. The members are told."))
            return redirect(shown)
    return _form(request, form, shown, _("Change the meeting"), _("Save"))


@require_http_methods(["GET", "POST"])
def cancel_meeting(request: PersonRequest, code: UUID) -> HttpResponse:
    """Ask why, and cancel."""
    shown = _meeting(request, code, "change_groups.cancel_meeting")
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            reason = form.cleaned_data["reason"]
            actions.cancel_meeting(shown, reason, on=today(), by=request.user)
            messages.success(request, _("The meeting is cancelled. The members are told."))
            return redirect(shown)
    return _form(request, form, shown, _("Cancel the meeting"), _("Cancel the meeting"))


@require_http_methods(["GET", "POST"])
def hold(request: PersonRequest, code: UUID) -> HttpResponse:
    """Ask who came and what was discussed."""
    shown = _meeting(request, code, "change_groups.hold")
    form = HoldForm(request.POST or None, shown)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        with refusals_in(form):
            actions.hold(shown, told["came"], told["minutes"], on=today(), by=request.user)
            messages.success(request, _("Saved."))
            return redirect(shown)
    return _form(request, form, shown, _("Attendance and minutes"), _("Save"))


@require_http_methods(["GET", "POST"])
def agree(request: PersonRequest, code: UUID) -> HttpResponse:
    """Ask what was agreed, who does it and by when."""
    shown = _meeting(request, code, "change_groups.agree")
    form = AgreementForm(request.POST or None, instance=Agreement(meeting=shown))
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            actions.agree(form.instance, by=request.user)
            messages.success(request, _("The agreement was added."))
            return redirect(shown)
    return _form(request, form, shown, _("Add an agreement"), _("Add"))


@require_POST
def approve_minutes(request: PersonRequest, code: UUID) -> HttpResponse:
    shown = get_object_or_404(_meetings(request), code=code)
    with tell(request, _("The minutes are approved.")):
        actions.approve_minutes(shown, on=today(), by=request.user)
    return redirect(shown)


@require_http_methods(["GET", "POST"])
def fulfil(request: PersonRequest, code: UUID) -> HttpResponse:
    """Ask what came of an agreement."""
    rows = Agreement.objects.permitted("change_groups.fulfil", request.user)
    row = get_object_or_404(rows.select_related("meeting__group__agency"), code=code)
    form = OutcomeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            actions.fulfil(row, form.cleaned_data["outcome"], on=today(), by=request.user)
            messages.success(request, _("Saved."))
            return redirect(row.meeting)
    return _form(request, form, row.meeting, _("Agreement fulfilled"), _("Save"), lead=row.text)


def _meetings(request: PersonRequest) -> Any:
    rows = Meeting.objects.permitted("change_groups.read_meeting", request.user)
    return rows.select_related("group__agency")


def _meeting(request: PersonRequest, code: UUID, permission: str) -> Meeting:
    return row_of(Meeting.objects.all(), request.user, code, permission)


def _form(
    request: PersonRequest, form: Any, shown: Meeting, title: str, send: str, *, lead: str = ""
) -> HttpResponse:
    return form_page(request, form, shown, title, send, kicker=shown.title, lead=lead)
