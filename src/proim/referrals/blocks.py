"""What referrals show on the page of a project."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from proim.agencies.rules import is_office
from proim.agencies.running import Running
from proim.core.clock import today
from proim.core.permissions import rows
from proim.referrals.models import Referral
from proim.referrals.standing import TONES, standing
from proim.referrals.workflow import Stage
from proim.ui.parts import Tone


@dataclass(frozen=True, slots=True)
class Line:
    """A referral on the page of a project. ``href`` and ``reason`` are empty for who may not read them."""

    target: str
    agency: str
    stage: str
    tone: Tone
    since: date
    href: str = ""
    reason: str = ""
    term: Running | None = None


def of_project(request: HttpRequest, project: Any) -> dict[str, Any] | None:
    """Return where ``project`` was referred.

    Anybody who may see the project reads the marker: to which area, since when, how it stands. People,
    reasons and answers are for those who may see the referral. Five queries at most.
    """
    found = list(project.referrals.select_related("target__agency").order_by("-sent_on", "-pk"))
    may_refer = is_office(request.user) and project.submitted_on is not None
    if not found and not may_refer:
        return None
    own: dict[int, Referral] = {}
    if request.user.is_authenticated and found:
        seen = Referral.objects.filter(rows("referrals.view", request.user), project=project)
        own = {one.pk: one for one in seen.prefetch_related("sendings")}
    terms = standing(own.values(), today())
    return {
        "lines": [_line(one, own.get(one.pk), terms.get(one.pk)) for one in found],
        "refer": reverse("referrals:refer", args=["project", project.code]) if may_refer else "",
    }


def _line(told: Referral, own: Referral | None, term: Running | None) -> Line:
    stage = Stage(told.stage)
    public = (str(told.target), told.target.agency.acronym, str(stage.label), TONES[stage])
    if own is None:
        return Line(*public, told.begun_on)
    reason = list(own.sendings.all())[-1].reason
    return Line(*public, told.begun_on, own.get_absolute_url(), reason, term)
