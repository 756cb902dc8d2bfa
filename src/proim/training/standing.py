"""How a session stands before it is settled: what its results follow from."""

from dataclasses import dataclass
from decimal import Decimal

from proim.training.models import Attempt, Exam, Moment, Session, attendance_of


@dataclass(frozen=True, slots=True)
class Basis:
    """What the results of a session follow from, by enrolment, and what the course asks for."""

    attendance: dict[int, int]
    marks: dict[int, Decimal]  # the best one in the test after the course
    least: int
    pass_mark: Decimal | None  # None: the course has no test after it


def basis(session: Session) -> Basis:
    """Return what is known of a session; a few queries however many people."""
    rows = session.enrolments.active()
    found = attendance_of(session, rows.values_list("pk", flat=True))
    for pk, noted in rows.values_list("pk", "attendance"):
        if noted is not None:  # what the office wrote for the whole session stands before the days
            found[pk] = noted
    exam = Exam.objects.filter(course=session.course_id, moment=Moment.AFTER, is_open=True).first()
    return Basis(
        attendance=found,
        marks=Attempt.objects.filter(enrolment__session=session).best(Moment.AFTER),
        least=session.course.least_attendance,
        pass_mark=exam.pass_mark if exam else None,
    )
