"""How a session stands before it is settled: attendance and marks of its people."""

from dataclasses import dataclass
from decimal import Decimal

from proim.training.models import Attempt, Exam, Moment, Session, attendance_of


@dataclass(frozen=True, slots=True)
class Basis:
    """What a session's results follow from: attendance and best marks by enrolment."""

    attendance: dict[int, int]
    marks: dict[int, Decimal]
    least: int
    pass_mark: Decimal | None  # None: the course has no test after it


def basis(session: Session) -> Basis:
    """Return what is known of a session; a few queries however many people."""
    rows = session.enrolments.active()
    exam = Exam.objects.filter(course=session.course_id, moment=Moment.AFTER, is_open=True).first()
    return Basis(
        attendance=attendance_of(session, rows.values_list("pk", flat=True)),
        marks=Attempt.objects.filter(enrolment__session=session).best(Moment.AFTER),
        least=session.course.least_attendance,
        pass_mark=exam.pass_mark if exam else None,
    )
