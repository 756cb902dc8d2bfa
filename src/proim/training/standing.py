"""How a session stands before it is settled: what its results follow from."""

from dataclasses import dataclass

from proim.training.models import Session, attendance_of


@dataclass(frozen=True, slots=True)
class Basis:
    """What the results of a session follow from: attendance by enrolment, and the least of it."""

    attendance: dict[int, int]
    least: int


def basis(session: Session) -> Basis:
    """Return what is known of a session; a few queries however many people."""
    rows = session.enrolments.active()
    found = attendance_of(session, rows.values_list("pk", flat=True))
    for pk, noted in rows.values_list("pk", "attendance"):
        if noted is not None:  # what the office wrote for the whole session stands before the days
            found[pk] = noted
    return Basis(attendance=found, least=session.course.least_attendance)
