"""Notices of working days: the list, the page of one, and what the office and agencies do with them."""

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from proim.accounts.http import PersonRequest, Request
from proim.agencies import actions
from proim.agencies.forms import NoticeFilter, NoticeForm, WhyForm
from proim.agencies.models import Agency, Notice
from proim.agencies.rules import has_post, is_office
from proim.agencies.views.access import agency_for, programme_for
from proim.audit.history import history
from proim.core.http import paginate, refusals_in, render_page, tell

VERBS = ("confirm_notice", "refuse_notice", "withdraw_notice", "correct_notice")


@require_GET
def notice_list(request: PersonRequest) -> HttpResponse:
    if not has_post(request.user):
        raise PermissionDenied("agencies.view_notice")
    filters = NoticeFilter(request.GET)
    notices = Notice.objects.permitted("agencies.view_notice", request.user)
    rows = filters.narrow(notices).select_related("agency").prefetch_related("spans")
    context = {
        "filters": filters,
        "page": paginate(request, rows),
        "is_office": is_office(request.user),
    }
    return render_page(request, "agencies/notice_list.html", context, partial="results")


@login_not_required
@require_GET
def notice_detail(request: Request, code: UUID) -> HttpResponse:
    verbs = [f"agencies.{verb}" for verb in VERBS]
    notices = Notice.objects.permitted("agencies.view_notice", request.user)
    notices = notices.with_permissions(request.user, *verbs).select_related("agency", "corrects")
    notice: Any = get_object_or_404(notices.prefetch_related("spans"), code=code)
    context = {
        "notice": notice,
        "steps": list(notice.steps.select_related("by")),
        "corrected_by": notice.corrected_by.first(),
        "sees_people": has_post(request.user),
    }
    if is_office(request.user):
        context["events"] = history(notice)
    return render(request, "agencies/notice_detail.html", context)


@require_http_methods(["GET", "POST"])
def notice_declare_city(request: PersonRequest) -> HttpResponse:
    programme_for(request, "agencies.declare_city_notice")
    words = {
        "title": _("Record a notice for the whole government"),
        "lead": _("It holds for every public entity; the terms that run on its days move."),
        "button": _("Record it"),
        "done": _("The notice is recorded. The terms that run on its days have moved."),
    }
    return _written(request, None, actions.declare_city_notice, words)


@require_http_methods(["GET", "POST"])
def notice_declare(request: PersonRequest, code: UUID) -> HttpResponse:
    agency = agency_for(request, code, "agencies.declare_notice")
    words = {
        "title": _("Record a notice of this public entity"),
        "lead": _("The terms of this public entity that run on its days move."),
        "button": _("Record it"),
        "done": _("The notice is recorded. The terms that run on its days have moved."),
    }
    return _written(request, agency, actions.declare_notice, words)


@require_http_methods(["GET", "POST"])
def notice_propose(request: PersonRequest, code: UUID) -> HttpResponse:
    agency = agency_for(request, code, "agencies.propose_notice")
    words = {
        "title": _("Tell the office of a notice"),
        "lead": _(
            "The notice that your public entity published in the Gazette. The office looks it up "
            "and records it: who owes a term does not move it alone."
        ),
        "button": _("Send it to the office"),
        "done": _("The office has your notice and will look it up in the Gazette."),
    }
    return _written(request, agency, actions.propose_notice, words)


@require_http_methods(["GET", "POST"])
def notice_correct(request: PersonRequest, code: UUID) -> HttpResponse:
    notice = _found(request, code, "agencies.correct_notice")
    words = {
        "title": _("Correct a notice"),
        "lead": _("A new notice takes the place of this one, which stays readable."),
        "button": _("Record the correction"),
        "done": _("The corrected notice is in force. The first one stays readable."),
    }
    act = partial(actions.correct_notice, notice)
    return _written(request, notice.agency, act, words, corrected=notice)


def _written(
    request: PersonRequest,
    agency: Agency | None,
    act: Callable[..., Notice],
    words: dict[str, str],
    corrected: Notice | None = None,
) -> HttpResponse:
    """Show the form of a notice; ``act(draft, days, by=…)`` records what is typed in it."""
    form = NoticeForm(request.POST or None, corrected=corrected)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            draft = form.draft
            draft.agency = agency
            done = act(draft, form.cleaned_data["days"], by=request.user)
            messages.success(request, words["done"])
            return redirect(done)
    context = {"form": form, "agency": agency, **words}
    return render(request, "agencies/notice_form.html", context)


@require_POST
def notice_confirm(request: PersonRequest, code: UUID) -> HttpResponse:
    notice = _found(request, code, "agencies.confirm_notice")
    with tell(request, _("The notice is recorded. The terms that run on its days have moved.")):
        actions.confirm_notice(notice, by=request.user)
    return redirect(notice)


@require_http_methods(["GET", "POST"])
def notice_refuse(request: PersonRequest, code: UUID) -> HttpResponse:
    notice = _found(request, code, "agencies.refuse_notice")
    words = {
        "title": _("Do not record this notice"),
        "button": _("Do not record it"),
        "done": _("The public entity reads your reason."),
    }
    return _why(request, notice, actions.refuse_notice, words)


@require_http_methods(["GET", "POST"])
def notice_withdraw(request: PersonRequest, code: UUID) -> HttpResponse:
    notice = _found(request, code, "agencies.withdraw_notice")
    words = {
        "title": _("Withdraw a notice"),
        "button": _("Withdraw it"),
        "done": _("The notice no longer holds. Nobody is late by its withdrawal."),
    }
    return _why(request, notice, actions.withdraw_notice, words)


def _why(
    request: PersonRequest, notice: Notice, act: Callable[..., Notice], words: dict[str, str]
) -> HttpResponse:
    form = WhyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            act(notice, form.cleaned_data["reason"], by=request.user)
            messages.success(request, words["done"])
            return redirect(notice)
    return render(request, "agencies/notice_why.html", {"form": form, "notice": notice, **words})


def _found(request: PersonRequest, code: UUID, permission: str) -> Notice:
    seen = Notice.objects.permitted("agencies.view_notice", request.user)
    notice = seen.select_related("agency").filter(code=code).first()
    if notice is None:
        raise Http404
    if not Notice.objects.permitted(permission, request.user).filter(pk=notice.pk).exists():
        raise PermissionDenied(permission)
    return notice
