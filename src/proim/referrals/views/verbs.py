"""What the target and the office do to a referral."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from proim.accounts.http import PersonRequest
from proim.core.http import refusals_in, tell
from proim.desk.resuming import resumed
from proim.referrals import actions
from proim.referrals.forms import AnswerForm, CommentForm, ReasonForm
from proim.referrals.views.found import referral_for
from proim.referrals.workflow import Stage


@require_POST
def receive(request: PersonRequest, code: UUID) -> HttpResponse:
    found = referral_for(request, code, "referrals.receive")
    with tell(request, _("You acknowledged receipt.")):
        actions.receive(found, by=request.user)
    return redirect(found)


@require_POST
def accept(request: PersonRequest, code: UUID) -> HttpResponse:
    found = referral_for(request, code, "referrals.accept")
    with tell(request, _("You took it on.")):
        actions.accept(found, by=request.user)
    return redirect(found)


@require_http_methods(["GET", "POST"])
def give_back(request: PersonRequest, code: UUID) -> HttpResponse:
    """Give a case back with a reason."""

    def act(found: Any, told: dict[str, Any]) -> None:
        actions.give_back(found, told["reason"], by=request.user)

    words = (_("Give it back to the office"), _("The office decides where it goes."))
    return _written(request, code, ("give_back", ReasonForm, words), act)


@require_http_methods(["GET", "POST"])
def attend(request: PersonRequest, code: UUID) -> HttpResponse:
    """Answer what is asked."""

    def act(found: Any, told: dict[str, Any]) -> None:
        actions.attend(found, told["answer"], by=request.user)

    words = (_("Attend the referral"), _("The answer was sent."))
    return _written(request, code, ("attend", AnswerForm, words), act)


@require_http_methods(["GET", "POST"])
def close(request: PersonRequest, code: UUID) -> HttpResponse:
    """End a case."""

    def act(found: Any, told: dict[str, Any]) -> None:
        actions.close(found, told["comment"], by=request.user)

    words = (_("Close the referral"), _("The referral is closed."))
    return _written(request, code, ("close", CommentForm, words), act)


def _written(
    request: PersonRequest,
    code: UUID,
    told: tuple[str, type[Any], tuple[str, str]],
    act: Callable[[Any, dict[str, Any]], None],
) -> HttpResponse:
    """Show a form of one text beside the case, and do ``act`` with what was written."""
    verb, make, (title, done) = told
    found = referral_for(request, code, f"referrals.{verb}")
    form = resumed(request, make(request.POST or None))
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            act(found, form.cleaned_data)
            messages.success(request, done)
            return redirect(found)
    context = {
        "referral": found,
        "form": form,
        "title": title,
        "is_possible": verb in found.moves,
        "must_say_why": verb == "close" and found.stage == Stage.RETURNED,
        "current": found.sendings.newest()[0],
    }
    return render(request, "referrals/referral_verb.html", context)
