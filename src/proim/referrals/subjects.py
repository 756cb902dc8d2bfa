"""What can be referred: a kind for each column of ``Referral`` that points to a subject.

A new kind is a nullable column, its place in the check constraint, and an entry of ``KINDS``.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from proim.agencies.formulas import folded
from proim.core.errors import DomainError
from proim.core.permissions import Actor
from proim.projects.models import Project
from proim.referrals.formulas import Case
from proim.referrals.models import Question


@dataclass(frozen=True, slots=True)
class SubjectKind:
    """A kind of subject.

    Attributes:
        code: as it stands in addresses and rules; the column of ``Referral`` has the same name.
        label: what it is called.
        visible: the rows that an actor may see, with what ``case`` reads.
        case: what rules see of a row.
        paragraphs: what whoever attends reads of it: label and text.
        refusal: why a row cannot be referred now, "" if it can.
        names: ids of those who are part of it themselves, and the name of who leads it: they attend nothing of it.
    """

    code: str
    label: str | Promise
    visible: Callable[[Actor], Any]
    case: Callable[[Any], Case]
    paragraphs: Callable[[Any], list[tuple[str, str]]]
    refusal: Callable[[Any], str]
    names: Callable[[Any], tuple[set[int], str]]

    def require_referable(self, row: Any) -> None:
        """Raise ``DomainError`` if ``row`` cannot be referred now."""
        if text := self.refusal(row):
            raise DomainError(text)


def _projects(actor: Actor) -> Any:
    rows = Project.objects.permitted("projects.view", actor).select_related("agency", "strategy")
    return rows.prefetch_related("subtopics", "secondary_strategies")


def _project_case(project: Project) -> Case:
    told = [project.title_es, project.short_name, project.problem_es, project.objective_es]
    strategies = [project.strategy] if project.strategy else []
    strategies += project.secondary_strategies.all()
    return Case(
        "project",
        project.agency.type,
        frozenset(term.code for term in strategies),
        frozenset(term.code for term in project.subtopics.all()),
        folded(" ".join([*told, project.procedures])),
    )


def _project_text(project: Project) -> list[tuple[str, str]]:
    told = [
        (_("Problem"), project.problem_es),
        (_("General objective"), project.objective_es),
        (_("Procedures and services it changes"), project.procedures),
    ]
    return [(str(label), text) for label, text in told if text]


def _project_refusal(project: Project) -> str:
    if project.submitted_on is None:
        return str(_("A draft is not referred: its public entity has not sent it."))
    return ""


def _questions(actor: Actor) -> Any:
    rows = Question.objects.permitted("referrals.view_question", actor)
    return rows.select_related("agency", "strategy", "asked_by")


def _question_case(question: Question) -> Case:
    codes = [question.strategy.code] if question.strategy else []
    words = folded(f"{question.title} {question.text}")
    return Case("question", question.agency.type, frozenset(codes), frozenset(), words)


def _asked(question: Question) -> tuple[set[int], str]:
    return ({question.asked_by_id} if question.asked_by_id else set()), ""


KINDS: dict[str, SubjectKind] = {
    "project": SubjectKind(
        "project",
        _("project"),
        _projects,
        _project_case,
        _project_text,
        _project_refusal,
        lambda project: (set(), project.lead_name),
    ),
    "question": SubjectKind(
        "question",
        _("question"),
        _questions,
        _question_case,
        lambda question: [(str(_("Question")), question.text)],
        lambda question: "",
        _asked,
    ),
}


def kind_of(subject: Any) -> SubjectKind:
    """Return the kind of a project or question.

    Raises:
        KeyError: it is neither.
    """
    return KINDS[str(subject._meta.model_name)]


def labels() -> Iterator[tuple[str, str | Promise]]:
    """Return code and label of each kind."""
    return ((kind.code, kind.label) for kind in KINDS.values())
