"""What people thought of a session: means of the scores, from five answers on, after its close."""

from dataclasses import dataclass
from decimal import Decimal

from proim.training.formulas import mean
from proim.training.models import SCORES, Item, Remark, Session, Tally

LEAST = 5  # answers: fewer would tell who thought what


@dataclass(frozen=True, slots=True)
class Opinions:
    """The survey of a session; ``items`` and ``remarks`` are empty until they may be shown."""

    answers: int
    items: list[tuple[str, Decimal, list[int]]]  # question, mean, how many gave 1 to 5
    remarks: list[str]
    is_final: bool  # closed: nobody answers any more

    @property
    def scores(self) -> range:
        """The scores that can be given."""
        return SCORES

    @property
    def least(self) -> int:
        """How many answers it takes to be shown."""
        return LEAST

    @property
    def is_shown(self) -> bool:
        """Whether there are enough answers, and none can follow that would stand out."""
        return self.is_final and self.answers >= LEAST


def opinions_of(session: Session) -> Opinions:
    """Return the survey of ``session``; at most three queries.

    Nothing is shown while answers still come in: the difference of two looks would be one person.
    """
    answers = session.enrolments.filter(has_opined=True).count()
    found = Opinions(answers, [], [], session.closed_on is not None)
    if not found.is_shown:
        return found
    counts = {(row.item, row.score): row.count for row in Tally.objects.filter(session=session)}
    for item in Item:
        scores = {score: counts.get((item.value, score), 0) for score in SCORES}
        found.items.append((str(item.label), mean(scores), list(scores.values())))
    found.remarks.extend(Remark.objects.filter(session=session).values_list("text", flat=True))
    return found
