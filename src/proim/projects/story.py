"""What has happened to a project, for its page: the stages it went through, the comments it got."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.utils.text import capfirst

from proim.projects.models import Observation, Project
from proim.projects.sheet import label
from proim.projects.workflow import MAIN_LINE, UNREGISTERED, Stage
from proim.ui.formats import day
from proim.ui.parts import Step

REVIEW_LINE = (Stage.DRAFT, Stage.SUBMITTED, Stage.UNDER_REVIEW, Stage.REGISTERED)


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment of the office, and what the field is called at which it stands."""

    label: str
    text: str
    field: str


@dataclass(frozen=True, slots=True)
class Round:
    """One return: its comments, who made them, and when the agency answered."""

    number: int
    made_on: date
    answered_on: date | None
    by: str
    comments: list[Comment]


def rounds(observations: Sequence[Observation]) -> list[Round]:
    """Return the rounds of comments, the newest first; prefetch ``observations__by``."""
    found = []
    for number, group in groupby(observations, key=lambda one: one.round):
        made = list(group)
        comments = [Comment(label(one.field), one.comment, one.field) for one in made]
        who = str(made[0].by or "")
        found.append(Round(number, made[0].made_on, made[0].answered_on, who, comments))
    return found[::-1]


def steps(project: Project) -> list[Step]:
    """Return the life of a project as a reader sees it; prefetch ``stage_changes``."""
    since = {change.stage: change.since for change in project.stage_changes.all()}
    line: list[Stage] = list(REVIEW_LINE if project.stage in UNREGISTERED else MAIN_LINE)
    if project.stage in (Stage.RETURNED, Stage.WITHDRAWN):
        line[2] = Stage(project.stage)
    if project.stage in line:
        at = line.index(Stage(project.stage))
    else:  # off to a side: as far as it had come
        at = max((place for place, stage in enumerate(line) if stage in since), default=0) + 1
    return [_step(stage, place, at, since.get(stage)) for place, stage in enumerate(line)]


def _step(stage: Stage, place: int, at: int, since: date | None) -> Step:
    name = capfirst(str(stage.label))
    if place > at or (place == at and since is None):
        return Step(name)
    if place == at:
        return Step(name, "current", day(since))
    return Step(name, "done", day(since)) if since else Step(name, "skipped")
