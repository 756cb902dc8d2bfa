"""Questions of agencies: asking one, reading them, and what came of each."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from proim.accounts.http import PersonRequest
from proim.agencies.models import Agency
from proim.agencies.rules import is_liaison, is_office
from proim.core.http import paginate, refusals_in
from proim.core.permissions import may
from proim.desk.resuming import resumed
from proim.referrals import actions
from proim.referrals.forms import QuestionForm
from proim.referrals.models import Question, Referral
from proim.referrals.standing import TONES
from proim.referrals.views.found import part_in_it
from proim.referrals.workflow import Stage


@require_GET
def question_list(request: PersonRequest) -> HttpResponse:
    """Show the questions; the office first those that nobody has referred."""
    part_in_it(request)
    rows = Question.objects.permitted("referrals.view_question", request.user)
    only_waiting = is_office(request.user) and request.GET.get("show") == "waiting"
    rows = rows.unreferred() if only_waiting else rows
    page = paginate(request, rows.select_related("agency").prefetch_related("referrals"))
    context = {
        "page": page,
        "only_waiting": only_waiting,
        "is_office": is_office(request.user),
        "may_ask": is_liaison(request.user),
    }
    return render(request, "referrals/question_list.html", context)


@require_GET
def question_detail(request: PersonRequest, code: UUID) -> HttpResponse:
    """Show a question, where it went and what was answered."""
    rows = Question.objects.permitted("referrals.view_question", request.user)
    found = get_object_or_404(rows.select_related("agency", "strategy", "asked_by"), code=code)
    sent = Referral.objects.with_names().filter(question=found).order_by("pk")
    context = {
        "question": found,
        "lines": [(one, TONES[Stage(one.stage)]) for one in sent],
        "may_refer": may("referrals.refer", request.user, found),
    }
    return render(request, "referrals/question_detail.html", context)


@require_http_methods(["GET", "POST"])
def ask(request: PersonRequest) -> HttpResponse:
    """Ask the office a question."""
    agencies = list(Agency.objects.permitted("referrals.ask", request.user))
    if not agencies:
        raise PermissionDenied("referrals.ask")
    offered = Agency.objects.filter(pk__in=[one.pk for one in agencies])
    form = resumed(request, QuestionForm(request.POST or None, agencies=offered))
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            done = actions.ask(form.cleaned_data["agency"], form.draft, by=request.user)
            messages.success(request, _("The office has your question."))
            return redirect(done)
    return render(request, "referrals/question_ask.html", {"form": form})
