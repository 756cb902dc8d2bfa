"""Conflicts of interest that people declare of themselves."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from proim.accounts.http import PersonRequest
from proim.agencies.rules import is_office
from proim.core.clock import today
from proim.core.http import paginate, refusals_in, tell
from proim.core.permissions import may
from proim.referrals import actions
from proim.referrals.forms import ConflictForm
from proim.referrals.models import Conflict
from proim.referrals.rules import receives


@require_GET
def conflict_list(request: PersonRequest) -> HttpResponse:
    """Show one's own declarations; to the office those of everybody."""
    _receiving(request)
    rows = Conflict.objects.permitted("referrals.see_conflicts", request.user)
    rows = rows.with_permissions(request.user, "referrals.end_conflict")
    context = {
        "page": paginate(request, rows.select_related("person", "agency")),
        "receives": receives(request.user),
        "is_office": is_office(request.user),
    }
    return render(request, "referrals/conflict_list.html", context)


@require_http_methods(["GET", "POST"])
def conflict_declare(request: PersonRequest) -> HttpResponse:
    """Declare a conflict of interest of one's own."""
    if not receives(request.user):
        raise PermissionDenied("referrals.declare_conflict")
    form = ConflictForm(request.POST or None, initial={"valid_from": today()})
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            actions.declare_conflict(request.user, form.draft, by=request.user)
            messages.success(request, _("Noted. Nothing of this public entity is proposed to you."))
            return redirect("referrals:conflicts")
    return render(request, "referrals/conflict_form.html", {"form": form})


@require_POST
def conflict_end(request: PersonRequest, code: UUID) -> HttpResponse:
    _receiving(request)
    rows = Conflict.objects.permitted("referrals.see_conflicts", request.user)
    found = get_object_or_404(rows, code=code)
    if not may("referrals.end_conflict", request.user, found):
        raise PermissionDenied("referrals.end_conflict")
    with tell(request, _("The conflict of interest is over after today.")):
        actions.end_conflict(found, by=request.user)
    return redirect("referrals:conflicts")


def _receiving(request: PersonRequest) -> None:
    if not receives(request.user) and not is_office(request.user):
        raise PermissionDenied("referrals.see_conflicts")
