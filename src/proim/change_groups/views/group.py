from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from proim.accounts.http import PersonRequest, Request
from proim.agencies.models import Agency
from proim.agencies.rules import is_office
from proim.audit.history import history
from proim.change_groups import actions
from proim.change_groups.forms import EndForm, GroupForm, MemberForm, ReasonForm
from proim.change_groups.http import form_page, group_of
from proim.change_groups.models import Agreement, Group, Member
from proim.change_groups.overview import lines, with_facts
from proim.change_groups.workflow import Stage
from proim.core.clock import today
from proim.core.http import paginate, refusals_in, tell

VERBS = ("read", "approve", "dissolve", "add_member", "call")


@login_not_required
@require_GET
def groups(request: Request) -> HttpResponse:
    """List the groups with areas, level and number of meetings; to the office also the last one."""
    rows = Group.objects.permitted("change_groups.view", request.user)
    rows = with_facts(rows.standing().select_related("agency"), today())
    page = paginate(request, rows)
    context = {
        "page": page,
        "lines": lines(page.object_list, today()),
        "is_office": is_office(request.user),
    }
    return render(request, "change_groups/groups.html", context)


@login_not_required
@require_GET
def group(request: Request, code: UUID) -> HttpResponse:
    """Show a group: to anybody that it exists, to its people what it does."""
    verbs = [f"change_groups.{verb}" for verb in VERBS]
    rows = Group.objects.permitted("change_groups.view", request.user).select_related(
        "agency", "approved_by"
    )
    rows = with_facts(rows, today()).with_permissions(request.user, *verbs)
    shown: Any = get_object_or_404(rows, code=code)
    reads = shown.may_read
    due = Agreement.objects.filter(meeting__group=shown, done_on__isnull=True)
    context = {
        "group": shown,
        "line": lines([shown], today())[0],
        "is_alive": shown.is_alive,
        "meetings": list(shown.meetings.all()) if reads else [],
        "agreements": list(due.select_related("owner__person", "meeting")) if reads else [],
        "entries": history(shown) if reads else [],
        "cancelled": Stage.CANCELLED,
        "today": today(),
    }
    return render(request, "change_groups/group.html", context)


@require_http_methods(["GET", "POST"])
def constitute(request: PersonRequest, code: UUID) -> HttpResponse:
    """Enter the act of constitution of a public entity's group."""
    agencies = Agency.objects.permitted("change_groups.constitute", request.user)
    agency = get_object_or_404(agencies, code=code)
    form = GroupForm(request.POST or None, instance=Group(agency=agency))
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            new = actions.constitute(form.instance, on=today(), by=request.user)
            messages.success(request, _("The act was recorded. The head now approves it."))
            return redirect(new)
    title = _("Constitute the change group")
    return form_page(request, form, agency, title, _("Constitute"), kicker=agency.name)


@require_POST
def approve(request: PersonRequest, code: UUID) -> HttpResponse:
    shown = group_of(request.user, code, "change_groups.read")
    with tell(request, _("The act is approved.")):
        actions.approve(shown, on=today(), by=request.user)
    return redirect(shown)


@require_http_methods(["GET", "POST"])
def dissolve(request: PersonRequest, code: UUID) -> HttpResponse:
    """Ask why a group ends, and end it."""
    shown = group_of(request.user, code, "change_groups.dissolve")
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            reason = form.cleaned_data["reason"]
            actions.dissolve(shown, reason, on=today(), by=request.user)
            messages.success(request, _("The group was dissolved. Its records stay."))
            return redirect(shown)
    return form_page(request, form, shown, _("Dissolve the group"), _("Dissolve"), kicker=shown)


@require_http_methods(["GET", "POST"])
def add_member(request: PersonRequest, code: UUID) -> HttpResponse:
    """Ask who joins, from which area, as what."""
    shown = group_of(request.user, code, "change_groups.add_member")
    member = Member(group=shown)
    form = MemberForm(request.POST or None, instance=member, initial={"since": today()})
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        who = actions.Newcomer(told["email"], told["full_name"], told["post"])
        with refusals_in(form):
            actions.add_member(form.instance, who, by=request.user)
            messages.success(request, _("The person is in the group."))
            return redirect(shown)
    return form_page(request, form, shown, _("Add a member"), _("Add"), kicker=shown)


@require_http_methods(["GET", "POST"])
def end_member(request: PersonRequest, code: UUID) -> HttpResponse:
    """Ask for the last day of a member."""
    rows = Member.objects.permitted("change_groups.end_member", request.user)
    member = get_object_or_404(rows.select_related("group__agency", "person"), code=code)
    form = EndForm(request.POST or None, initial={"until": today()})
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            actions.end_member(member, on=form.cleaned_data["until"], by=request.user)
            messages.success(request, _("Saved."))
            return redirect(member.group)
    title = _("%(person)s leaves the group") % {"person": member.person}
    return form_page(request, form, member.group, title, _("Save"), kicker=member.group)
