from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from proim.accounts.http import PersonRequest
from proim.core.clock import today
from proim.core.http import refusals_in
from proim.training import actions
from proim.training.forms import OpinionForm
from proim.training.models import Enrolment
from proim.training.opinions import LEAST


@require_http_methods(["GET", "POST"])
def opine(request: PersonRequest, code: UUID) -> HttpResponse:
    """Answer the satisfaction survey of a session that one attended."""
    own = Enrolment.objects.permitted("training.opine", request.user)
    row = get_object_or_404(own.select_related("session__course"), code=code)
    form = OpinionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            remark = form.cleaned_data["remark"]
            actions.opine(row, form.scores, remark, on=today(), by=request.user)
            messages.success(request, _("Thank you for your opinion."))
            return redirect(row)
    is_early = row.session.ends_on > today()
    context = {"form": form, "enrolment": row, "is_early": is_early, "least": LEAST}
    return render(request, "training/opine.html", context)
