"""Referring a case, and sending it on: the proposal with its reason, and the others one click away."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from proim.accounts.http import PersonRequest
from proim.core.clock import today
from proim.core.http import refusals_in
from proim.core.permissions import may
from proim.referrals import actions
from proim.referrals.forms import DestinationForm
from proim.referrals.formulas import Proposal
from proim.referrals.models import Referral, Seat
from proim.referrals.proposing import Basis, gathered
from proim.referrals.reasons import reason
from proim.referrals.subjects import KINDS, kind_of
from proim.referrals.views.found import referral_for


@dataclass(frozen=True, slots=True)
class Option:
    """Somebody to whom the case can go, with what the office needs to choose."""

    told: Proposal
    seat: Seat
    knows: list[str]

    @property
    def is_full(self) -> bool:
        """Whether the person has as many open cases as they can have at once."""
        return self.told.open >= self.told.capacity


@dataclass(frozen=True, slots=True)
class Group:
    """A target and who of it can receive the case, the best first."""

    options: list[Option]

    @property
    def target(self) -> Any:
        """The target."""
        return self.options[0].seat.target


@require_http_methods(["GET", "POST"])
def refer(request: PersonRequest, kind: str, code: UUID) -> HttpResponse:
    """Refer a project or a question."""
    known = KINDS.get(kind)
    if known is None:
        raise Http404
    subject = get_object_or_404(known.visible(request.user), code=code)
    if not may("referrals.refer", request.user, subject):
        raise PermissionDenied("referrals.refer")
    if known.refusal(subject):
        raise PermissionDenied("referrals.refer")
    form = DestinationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            said = form.cleaned_data["request"]
            done = actions.refer(subject, said, form.to, by=request.user)
            messages.success(request, _told(done))
            return redirect(done)
    return render(request, "referrals/refer.html", _context(subject, form, None))


@require_http_methods(["GET", "POST"])
def re_refer(request: PersonRequest, code: UUID) -> HttpResponse:
    """Send a referral on to somebody else."""
    found = referral_for(request, code, "referrals.re_refer")
    form = DestinationForm(request.POST or None, asks=False)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            done = actions.re_refer(found, form.to, by=request.user)
            messages.success(request, _told(done))
            return redirect(done)
    subject = get_object_or_404(kind_of(found.subject).visible(request.user), pk=found.subject.pk)
    return render(request, "referrals/refer.html", _context(subject, form, found))


def _told(done: Referral) -> str:
    return _("%(folio)s was sent to %(target)s.") % {"folio": done.folio, "target": done.target}


def _context(subject: Any, form: DestinationForm, referral: Referral | None) -> dict[str, Any]:
    basis = gathered(subject, today(), referral=referral)
    proposal = basis.proposal
    options = [_option(basis, one) for one in basis.ranking]
    first = options[0] if proposal else None
    others = options[1:] if proposal else options
    return {
        "form": form,
        "subject": subject,
        "kind": kind_of(subject),
        "paragraphs": kind_of(subject).paragraphs(subject),
        "referral": referral,
        "first": first,
        "reason": reason(proposal, first.seat, basis.versions, basis.topics)
        if proposal and first
        else "",
        "groups": _grouped(others),
        "seen": proposal.seat if proposal else 0,
        "ended": referral is not None and "re_refer" not in referral.moves,
    }


def _option(basis: Basis, told: Proposal) -> Option:
    knows = [str(basis.topics[code]) for code in told.matched if code in basis.topics]
    return Option(told, basis.held[told.seat], knows)


def _grouped(options: Sequence[Option]) -> list[Group]:
    found: dict[int, list[Option]] = {}
    for option in options:
        found.setdefault(option.seat.target_id, []).append(option)
    return [Group(held) for held in found.values()]
