"""The list of referrals, a referral, and its history."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from proim.accounts.http import PersonRequest
from proim.agencies.rules import is_liaison, is_office
from proim.audit.history import history
from proim.core.clock import today
from proim.core.http import paginate, render_page
from proim.core.permissions import may
from proim.projects.models import Project
from proim.referrals.forms import ReferralFilter
from proim.referrals.models import Question, Referral
from proim.referrals.standing import TONES, moved, standing
from proim.referrals.subjects import kind_of
from proim.referrals.views.found import part_in_it, referral_for
from proim.referrals.workflow import MAIN_LINE, Stage
from proim.ui.formats import day as in_words
from proim.ui.parts import Step

VERBS = ("receive", "accept", "give_back", "attend", "re_refer", "close")


@require_GET
def referral_list(request: PersonRequest) -> HttpResponse:
    """Show the referrals that concern the reader, what is owed first."""
    part_in_it(request)
    filters = ReferralFilter(request.GET or {"stage": "open"})
    rows = Referral.objects.permitted("referrals.view", request.user).with_names()
    page = paginate(request, filters.narrow(rows).urgent_first())
    terms = standing(page.object_list, today())
    office = is_office(request.user)
    context = {
        "filters": filters,
        "page": page,
        "lines": [(one, TONES[Stage(one.stage)], terms.get(one.pk)) for one in page],
        "is_office": office,
        "may_ask": is_liaison(request.user),
        "waiting": Question.objects.unreferred().count() if office else 0,
    }
    return render_page(request, "referrals/referral_list.html", context, partial="results")


@require_GET
def referral_detail(request: PersonRequest, code: UUID) -> HttpResponse:
    """Show where a case is, why it came there, what is asked and what was answered."""
    names = [f"referrals.{verb}" for verb in (*VERBS, "read_subject")]
    rows = Referral.objects.permitted("referrals.view", request.user).with_names()
    found: Any = get_object_or_404(rows.with_permissions(request.user, *names), code=code)
    sendings = list(found.sendings.select_related("target", "person", "by"))
    doable = [verb for verb in VERBS if verb in found.moves and getattr(found, f"may_{verb}")]
    term = standing([found], today()).get(found.pk)
    context = {
        "referral": found,
        "kind": kind_of(found.subject),
        "tone": TONES[Stage(found.stage)],
        "steps": steps(found),
        "current": sendings[-1],
        "earlier": sendings[-2::-1],
        "paragraphs": kind_of(found.subject).paragraphs(found.subject)
        if found.may_read_subject
        else [],
        "subject_url": _subject_url(request, found),
        "verbs": doable,
        "term": term,
        "moves": moved(found) if term else [],
    }
    return render(request, "referrals/referral_detail.html", context)


def steps(referral: Referral) -> list[Step]:
    """Return the life of a referral as a reader sees it."""
    days = {
        Stage.SENT: referral.sent_on,
        Stage.RECEIVED: referral.received_on,
        Stage.ATTENDED: referral.attended_on,
        Stage.CLOSED: referral.closed_on,
    }
    line = list(MAIN_LINE)
    if referral.stage == Stage.RETURNED:
        line[2] = Stage.RETURNED
    if referral.stage == Stage.CLOSED and not referral.answer:
        line = [Stage.SENT, Stage.RETURNED, Stage.CLOSED]
    at, found = line.index(Stage(referral.stage)), []
    for place, stage in enumerate(line):
        note = in_words(days[stage]) if days.get(stage) else ""
        state: Any = "current" if place == at else "done" if place < at else "todo"
        found.append(
            Step(capfirst(str(stage.label)), state, note)
            if state != "todo"
            else Step(capfirst(str(stage.label)))
        )
    return found


def _subject_url(request: PersonRequest, referral: Referral) -> str:
    """Return the page of the subject for who may see it."""
    if isinstance(referral.subject, Project):
        permission = "projects.view"
    else:
        permission = "referrals.view_question"
    seen = may(permission, request.user, referral.subject)
    return str(referral.subject.get_absolute_url()) if seen else ""


@require_GET
def referral_history(request: PersonRequest, code: UUID) -> HttpResponse:
    """Show what happened to a referral, each sending and each return."""
    found = referral_for(request, code)
    context = {
        "referral": found,
        "entries": history(found),
        "sendings": found.sendings.select_related("target", "person", "by"),
        "returns": found.returns.select_related("target", "by"),
        "list": reverse("referrals:list"),
        "title": _("History"),
    }
    return render(request, "referrals/referral_history.html", context)
