"""The outbox of the whole platform, for administrators: what waits, what failed, and why."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from proim.accounts.http import PersonRequest
from proim.core.http import paginate, render_page, tell
from proim.core.permissions import may
from proim.notifications import actions, health
from proim.notifications.forms import OutboxFilter
from proim.notifications.models import Mail


@require_GET
def outbox(request: PersonRequest) -> HttpResponse:
    if not may("notifications.view_outbox", request.user, request.user):
        raise Http404
    filters = OutboxFilter(request.GET)
    mails = filters.narrow(Mail.objects.select_related("person").order_by("-pk"))
    page = paginate(request, mails.prefetch_related("messages__notice"))
    context = {"filters": filters, "page": page, "counts": health.counts()}
    return render_page(request, "notifications/outbox.html", context, partial="results")


@require_POST
def retry(request: PersonRequest, code: UUID) -> HttpResponse:
    if not may("notifications.view_outbox", request.user, request.user):
        raise Http404
    with tell(request, _("The mail is on its way again.")):
        actions.retry(get_object_or_404(Mail, code=code), by=request.user)
    return redirect("notifications:view_outbox")
