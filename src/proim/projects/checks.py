"""What the office's screen checks by itself beside a project; people decide all the same."""

import re
from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from proim.core.clock import today
from proim.core.permissions import Actor
from proim.projects.formulas import likeness
from proim.projects.models import IctUse, Project
from proim.projects.sheet import label
from proim.projects.workflow import REQUIRED_FROM, Stage

WORD = re.compile(r"\w+")
LONGEST_YEARS = 10
ALIKE = 0.5  # share of telling words from which two titles are shown side by side
CANDIDATES, SHOWN = 300, 5
TELLING, LONGEST_WORDS = 4, 4  # letters of a word that tells something; how many are looked for


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was checked: whether it is right, and what was found."""

    label: str
    is_right: bool
    found: str = ""


@dataclass(frozen=True, slots=True)
class Likeness:
    """Another project with a title like this one's; ``percent`` of the words are shared."""

    project: Project
    percent: int


def checks(project: Project, alike: list[Likeness]) -> list[Check]:
    """Return what can be checked without judgement, in the order of the record."""
    return [_complete(project), _dates(project), _ict(project), _subtopics(project), _alike(alike)]


def similar(project: Project, actor: Actor) -> list[Likeness]:
    """Return the projects that ``actor`` may see with titles like that of ``project``.

    Only titles that share one of its longest words are compared.
    """
    telling = {word for word in WORD.findall(project.title_es) if len(word) >= TELLING}
    words = sorted(telling, key=len)[-LONGEST_WORDS:]
    if not words:
        return []
    sharing = reduce(or_, (Q(title_es__icontains=word) for word in words))
    others = Project.objects.permitted("projects.view", actor).filter(sharing)
    others = others.exclude(pk=project.pk).exclude(stage__in=(Stage.WITHDRAWN, Stage.DRAFT))
    found = [
        Likeness(other, round(100 * share))
        for other in others.select_related("agency")[:CANDIDATES]
        if (share := likeness(project.title_es, other.title_es)) >= ALIKE
    ]
    return sorted(found, key=lambda one: -one.percent)[:SHOWN]


def _complete(project: Project) -> Check:
    needed = [name for name in REQUIRED_FROM if name != "title_es"]
    missing = project.lacks(needed)
    found = _("Missing: %s") % ", ".join(map(label, missing)) if missing else ""
    return Check(_("All that registration asks is there"), not missing, found)


def _dates(project: Project) -> Check:
    told, first, last = _("The dates make sense"), project.starts_on, project.ends_on
    if not first or not last:
        return Check(told, is_right=False, found=_("A date is missing."))
    if last < (project.submitted_on or today()):
        return Check(told, is_right=False, found=_("It had ended before it was sent."))
    if (last - first).days > LONGEST_YEARS * 366:
        return Check(told, is_right=False, found=_("It lasts more than ten years."))
    return Check(told, is_right=True)


def _ict(project: Project) -> Check:
    electronic = project.strategy is not None and project.strategy.code == "E4"
    weak = electronic and project.ict_use not in (IctUse.ENABLING, IctUse.CORE)
    found = _("Its strategy is Electronic Government, but ICT does not enable it.") if weak else ""
    return Check(_("The use of ICT fits the strategy"), not weak, found)


def _subtopics(project: Project) -> Check:
    own = {project.strategy_id, *(term.pk for term in project.secondary_strategies.all())}
    strange = [term.label for term in project.subtopics.all() if term.parent_id not in own]
    found = _("Of another strategy: %s") % ", ".join(strange) if strange else ""
    return Check(_("The sub-topics belong to its strategies"), not strange, found)


def _alike(alike: list[Likeness]) -> Check:
    count = len(alike)
    told = ngettext("%(count)s title is alike", "%(count)s titles are alike", count)
    found = told % {"count": count} if alike else ""
    return Check(_("No project like it is in the register"), not alike, found)
