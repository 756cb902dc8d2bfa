"""The documents of training: attendance list, minutes of a session, certificate."""

from django.db.models import Q, QuerySet
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from proim.core.permissions import Actor
from proim.documents import blocks
from proim.documents.blocks import Column, Content, Fact, Place, said
from proim.documents.slots import Kind
from proim.training.models import Certificate, Enrolment, Session
from proim.training.workflow import Result
from proim.ui import formats

BLANK_LINES = 5  # for people who come without being enrolled, and for agreements


def _sessions(actor: Actor) -> QuerySet[Session]:
    """Return the sessions of which ``actor`` may see who is enrolled."""
    rows = Session.objects.permitted("training.see_people", actor)
    return rows.select_related("course")


def _certificates(actor: Actor) -> QuerySet[Certificate]:
    """Return the certificates that ``actor`` may print: one's own, the office all."""
    seen = Enrolment.objects.permitted("training.see_record", actor)
    rows = Certificate.objects.filter(enrolment__in=seen)
    return rows.select_related(
        "enrolment__person", "enrolment__agency", "enrolment__session__course"
    )


def _facts(session: Session) -> list[Fact]:
    days = [(_("Day"), formats.day(session.starts_on))]
    if session.starts_on != session.ends_on:
        days = [
            (_("First day"), formats.day(session.starts_on)),
            (_("Last day"), formats.day(session.ends_on)),
        ]
    rows = [
        (_("Key"), session.course.key),
        *days,
        (_("Timetable"), said(session.timetable, "es")),
        (_("Place"), said(session.place, "es") or _("online")),
        (_("Trainer"), session.trainer),
        (_("Hours"), formats.number(session.course.hours.normalize())),
    ]
    return [(name, [value]) for name, value in rows if value]


def _enrolments(session: Session) -> list[Enrolment]:
    return list(session.enrolments.active().select_related("person", "agency"))


def _of(enrolment: Enrolment) -> str:
    if enrolment.agency is None:
        return ""
    return f"{enrolment.agency.acronym}, {enrolment.get_role_display()}"


def _attendance_list(session: Session) -> Content:
    enrolled = _enrolments(session)
    rows = [
        [str(number), one.person.full_name, _of(one), ""] for number, one in enumerate(enrolled, 1)
    ]
    rows += [[str(len(rows) + more), "", "", ""] for more in range(1, BLANK_LINES + 1)]
    columns = [
        Column(_("No."), 0, number=True),
        Column(_("Name"), 5),
        Column(_("Public entity"), 4),
        Column(_("Signature"), 4),
    ]
    return Content(
        title=_("Attendance list"),
        kicker=_("Training"),
        subject=session.course.title,
        facts=_facts(session),
        blocks=[
            blocks.table(columns, rows, empty="", height=3.4),
            blocks.signatures([Place(_("Trainer"), session.trainer)], across=2),
        ],
    )


def _minutes(session: Session) -> Content:
    enrolled = _enrolments(session)
    present = [one for one in enrolled if one.result not in (Result.ABSENT, Result.ENROLLED)]
    columns = [
        Column(_("No."), 0, number=True),
        Column(_("Name"), 5),
        Column(_("Public entity"), 5),
        Column(_("Result"), 3),
    ]
    rows = [
        [str(number), one.person.full_name, _of(one), capfirst(one.get_result_display())]
        for number, one in enumerate(present, 1)
    ]
    agreed = [
        Column(_("No."), 0, number=True),
        Column(_("Agreement"), 6),
        Column(_("Who"), 3),
        Column(_("By when"), 2),
    ]
    return Content(
        title=_("Minutes of the session"),
        kicker=_("Training"),
        subject=session.course.title,
        facts=_facts(session),
        blocks=[
            blocks.figures(
                [
                    (formats.number(len(enrolled)), _("people enrolled")),
                    (formats.number(len(present)), _("people who attended")),
                    (formats.number(_passed(enrolled)), _("people who passed")),
                ]
            ),
            blocks.heading(_("Purpose")),
            blocks.paragraphs(session.course.objective),
            blocks.heading(_("Who attended")),
            blocks.table(columns, rows, empty=_("Nobody's attendance is noted yet.")),
            blocks.heading(_("Agreements")),
            blocks.table(
                agreed,
                [[str(number), "", "", ""] for number in range(1, BLANK_LINES + 1)],
                empty="",
                height=3.4,
            ),
            blocks.heading(_("Signatures")),
            blocks.signatures(
                [Place(_("Trainer"), session.trainer), Place(_("For the programme office"))]
            ),
        ],
    )


def _passed(enrolled: list[Enrolment]) -> int:
    return sum(one.result == Result.PASSED for one in enrolled)


def _certificate(certificate: Certificate) -> Content:
    enrolment = certificate.enrolment
    course = enrolment.session.course
    hours = formats.number(course.hours.normalize())
    completed = formats.day(enrolment.completed_on)
    facts = [
        (_("Folio of the certificate"), certificate.folio),
        (_("Given by"), said(course.provider, "es")),
        (_("Grade"), formats.number(enrolment.grade, 1)),
        (_("Issued on"), formats.day(certificate.issued_on)),
        *_until(certificate),
    ]
    post = (
        f"{capfirst(enrolment.get_role_display())}, {enrolment.agency}" if enrolment.agency else ""
    )
    return Content(
        title=_("Certificate"),
        kicker=certificate.folio,
        facts=[(name, [value]) for name, value in facts if value],
        public=[
            (_("Folio of the certificate"), certificate.folio),
            (_("Course"), course.title),
            (_("Hours"), hours),
            (_("Completed on"), completed),
            *_until(certificate),
        ],
        more={
            "opening": _("certifies that"),
            "name": enrolment.person.full_name,
            "post": post,
            "passed": _("passed the course"),
            "course": course.title,
            "completed": _("of %(hours)s hours, completed on %(day)s.")
            % {"hours": hours, "day": completed},
        },
    )


def _until(certificate: Certificate) -> list[tuple[str, str]]:
    """Return the last day on which a certificate holds, if it has one, as a fact."""
    until = formats.day(certificate.expires_on)
    return [(_("Valid until"), until)] if until else []


ATTENDANCE = Kind(
    key="attendance_list",
    label=gettext_lazy("attendance list"),
    prefix="ASI",
    rows=_sessions,
    content=_attendance_list,
    signers=_sessions,
)
MINUTES = Kind(
    key="minutes",
    label=gettext_lazy("minutes of a session"),
    prefix="MIN",
    rows=_sessions,
    content=_minutes,
    signers=_sessions,
    text=True,
)
CERTIFICATE = Kind(
    key="certificate",
    label=gettext_lazy("certificate of a course"),
    prefix="CER",
    rows=_certificates,
    content=_certificate,
    lookup="folio",
    holds=Q(revoked_on__isnull=True),
    template="training/papers/certificate.typ",
)
OF_SESSIONS = (ATTENDANCE, MINUTES)
PAPERS = (*OF_SESSIONS, CERTIFICATE)
