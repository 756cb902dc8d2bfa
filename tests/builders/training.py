from datetime import date
from decimal import Decimal
from itertools import count

from proim.accounts.models import User
from proim.agencies.models import Agency
from proim.core.clock import today
from proim.training import actions
from proim.training.models import (
    Certificate,
    CoreMark,
    Course,
    Enrolment,
    Exam,
    ExamQuestion,
    Moment,
    Need,
    Session,
)
from tests.builders.people import START, make_agency, make_user

_numbers = count(1)
HELD = date(2011, 3, 10)


def make_course(*, is_core: bool = True, since: date = START, **fields) -> Course:
    """Build a course; a core one unless told otherwise."""
    number = next(_numbers)
    defaults = {
        "key": f"PROIM-{number:02}",
        "title_es": f"Registro y seguimiento de proyectos {number}",
        "objective_es": "Registrar y dar seguimiento a los proyectos de modernización.",
        "hours": Decimal("8.0"),
        "modality": "in_person",
        "provider": "Escuela de Administración Pública",
    }
    course = Course.objects.create(**{**defaults, **fields})
    if is_core:
        CoreMark.objects.create(course=course, since=since, is_core=True)
    return course


def make_session(course: Course | None = None, *, on: date = HELD, **fields) -> Session:
    """Build a session of one day with twenty places."""
    defaults = {"starts_on": on, "ends_on": on, "place": "Aula 1", "capacity": 20}
    return Session.objects.create(course=course or make_course(), **{**defaults, **fields})


def make_enrolment(person: User | None = None, session: Session | None = None) -> Enrolment:
    """Enrol a person, whoever it is, by the system."""
    session = session or make_session()
    person = person or make_user()
    actions.enrol(session, [person], on=session.starts_on, by=None)
    return Enrolment.objects.get(session=session, person=person)


def make_certificate(
    person: User | None = None, *, on: date = HELD, course: Course | None = None
) -> Certificate:
    """Let a person pass a course (a core one) on the day ``on``."""
    enrolment = make_enrolment(person, make_session(course, on=on))
    return actions.certify(enrolment, completed_on=on, on=on, by=None)


def make_exam(
    course: Course | None = None, *, moment: Moment = Moment.AFTER, questions: int = 3, **fields
) -> Exam:
    """Build an open test: of each question the first of three answers is right."""
    draft = Exam(course=course or make_course(), moment=moment)
    exam = actions.add_exam(draft, by=None)
    for number in range(1, questions + 1):
        options = ["La correcta", "Otra", "Ninguna"]
        question = ExamQuestion(exam=exam, text=f"Pregunta {number}", options=options, right=0)
        actions.add_question(question, by=None)
    for name, value in {"is_open": True, **fields}.items():
        setattr(exam, name, value)
    return actions.edit_exam(exam, ["is_open", *fields], by=None)


def answers_of(exam: Exam, right: int) -> dict[int, int]:
    """Return what somebody gives who knows the first ``right`` questions."""
    rows = enumerate(exam.asked(), 1)
    return {row.pk: 0 if number <= right else 1 for number, row in rows}


def make_need(agency: Agency | None = None, by: User | None = None, **fields) -> Need:
    """Raise a need of training of an agency."""
    told = {"topic": "Indicadores de proceso", "reason": "No se miden.", "people": 4, **fields}
    draft = Need(agency=agency or make_agency(), **told)
    return actions.raise_need(draft, on=today(), by=by)
