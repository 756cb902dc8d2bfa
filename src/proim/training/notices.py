"""What people are told about courses: the place they have, changes, reminders, results."""

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from proim.agencies.recipients import office
from proim.notifications.slots import Appointment, Data, Kind, Words
from proim.training.models import Certificate, Enrolment, Need
from proim.training.workflow import NeedStage, Result

GROUP = gettext_lazy("Training")


def _words(row: Enrolment, subject: str, *lines: str, path: str = "", label: str = "") -> Words:
    return Words(
        subject,
        list(filter(None, lines)),
        path or row.session.get_absolute_url(),
        label or _("See the session"),
    )


def _where(row: Enrolment) -> list[str]:
    session = row.session
    days = date_format(session.starts_on)
    if session.ends_on != session.starts_on:
        days = f"{days} – {date_format(session.ends_on)}"
    when = _("When: %(days)s") % {"days": f"{days} {session.timetable}".strip()}
    place = _("Where: %(place)s") % {"place": session.place} if session.place else ""
    link = _("Link: %(link)s") % {"link": session.link} if session.link else ""
    return [f"{session.course.title}.", when, place, link]


def enrolled(row: Enrolment, data: Data) -> Words:
    """Tell a person that they have a place."""
    return _words(row, _("You have a place in a course"), *_where(row))


def moved(row: Enrolment, data: Data) -> Words:
    """Tell a person that day or place changed."""
    return _words(row, _("Your course changed its day or place"), *_where(row))


def reminded(row: Enrolment, data: Data) -> Words:
    """Remind a person of a course that begins."""
    return _words(row, _("Your course begins soon"), *_where(row))


def waiting(row: Enrolment, data: Data) -> Words:
    """Tell a person that they wait for a place."""
    line = _("The session is full. You are told as soon as a place becomes free.")
    return _words(row, _("You are on the waiting list of a course"), line, *_where(row)[:3])


def moved_up(row: Enrolment, data: Data) -> Words:
    """Tell a person that a place became free, and is theirs."""
    line = _("If you cannot come, give the place back: somebody else is waiting.")
    return _words(row, _("A place became free: you have it"), *_where(row), line)


def unenrolled(row: Enrolment, data: Data) -> Words:
    """Tell a person that they were enrolled by mistake."""
    line = _("The programme office enrolled you by mistake and has taken it back. Excuse us.")
    return _words(row, _("You are not enrolled in a course after all"), *_where(row)[:2], line)


def need_raised(row: Need, data: Data) -> Words:
    """Tell the office of a need."""
    line = _("%(agency)s asks for training of %(people)s people: %(topic)s.")
    told = {"agency": row.agency.acronym, "people": row.people, "topic": row.topic}
    return Words(
        _("A training need was raised"), [line % told], row.get_absolute_url(), _("See the need")
    )


def need_planned(row: Need, data: Data) -> Words:
    """Tell who raised a need which session answers it."""
    line = _("The need “%(topic)s” is answered by the session %(session)s.")
    told = {"topic": row.topic, "session": row.session.title if row.session else ""}
    return Words(
        _("A session answers the need you raised"),
        [line % told],
        row.get_absolute_url(),
        _("See the need"),
    )


def need_declined(row: Need, data: Data) -> Words:
    """Tell who raised a need why it is not taken up."""
    line = _("The need “%(topic)s” is not taken up.") % {"topic": row.topic}
    return Words(
        _("The office answered the training need you raised"),
        [line, row.answer],
        row.get_absolute_url(),
        _("See the need"),
    )


def certified(row: Enrolment, data: Data) -> Words:
    """Tell a person that they passed, with the folio of the certificate."""
    line = _("You passed “%(course)s”. Your certificate has the folio %(folio)s.")
    return _words(
        row,
        _("Your certificate is ready"),
        line % {"course": row.session.course.title, "folio": data["folio"]},
        path=reverse("training:certificate", args=[data["folio"]]),
        label=_("See the certificate"),
    )


def expires(row: Enrolment, data: Data) -> Words:
    """Tell a person until when the certificate holds."""
    line = _("The certificate %(folio)s of “%(course)s” holds until %(day)s.")
    told = {
        "folio": data["folio"],
        "course": row.session.course.title,
        "day": date_format(date.fromisoformat(data["until"])),
    }
    return _words(
        row,
        _("Your certificate expires soon"),
        line % told,
        _("To renew it, pass the course again."),
        path=row.session.course.get_absolute_url(),
        label=_("See the course"),
    )


def failed(row: Enrolment, data: Data) -> Words:
    """Tell a person that the result is known; what it is stands on the page."""
    line = _("The result of “%(course)s” is recorded.") % {"course": row.session.course.title}
    return _words(
        row,
        _("The result of your course is recorded"),
        line,
        path=row.get_absolute_url(),
        label=_("See the result"),
    )


def days_of(row: Enrolment, data: Data) -> Appointment:
    """Return the days of the session; a timetable in words stays words."""
    session = row.session
    return Appointment(
        f"training-{row.code}",
        session.course.title,
        session.starts_on,
        session.ends_on,
        place=session.place or session.link,
        about=session.timetable,
    )


def has_place(row: Enrolment, data: Data) -> bool:
    """Say whether the person still has the place, and the course is not over."""
    return row.result == Result.ENROLLED and row.session.closed_on is None


def still_expires(row: Enrolment, data: Data) -> bool:
    """Say whether the certificate is in force, until the same day, and was not renewed."""
    until = date.fromisoformat(data["until"])
    return Certificate.objects.expiring(until, until).filter(folio=data["folio"]).exists()


def the_office(row: Need, data: Data) -> list[Any]:
    """Return those who work in the programme office."""
    return list(office())


def who_raised(row: Need, data: Data) -> list[Any]:
    """Return the person who raised the need."""
    return [row.raised_by] if row.raised_by else []


def oneself(row: Enrolment, data: Data) -> list[Any]:
    """Return the person of the enrolment."""
    return [row.person]


def _kind(name: str, label: Any, **more: Any) -> Kind:
    told = {"model": "training.Enrolment", "permission": "training.see_record", "group": GROUP}
    return Kind(name=f"training.{name}", label=label, **{"recipients": oneself, **told, **more})


def _need_kind(name: str, label: Any, **more: Any) -> Kind:
    told = {"model": "training.Need", "permission": "training.see_need", "recipients": who_raised}
    return _kind(name, label, **{**told, **more})


KINDS = (
    _kind(
        "enrolled",
        gettext_lazy("I have a place in a course"),
        words=enrolled,
        appointment=days_of,
        holds=has_place,
    ),
    _kind(
        "moved",
        gettext_lazy("My course changes its day or place"),
        words=moved,
        appointment=days_of,
        holds=has_place,
    ),
    _kind(
        "reminded",
        gettext_lazy("My course begins soon"),
        words=reminded,
        appointment=days_of,
        holds=has_place,
    ),
    _kind(
        "certified",
        gettext_lazy("My certificate is ready"),
        words=certified,
        holds=lambda row, data: row.result == Result.PASSED,
    ),
    _kind(
        "waiting",
        gettext_lazy("I am on a waiting list"),
        words=waiting,
        holds=lambda row, data: row.result == Result.WAITING,
    ),
    _kind(
        "moved_up",
        gettext_lazy("A place became free for me"),
        words=moved_up,
        appointment=days_of,
        holds=has_place,
    ),
    _kind(
        "unenrolled",
        gettext_lazy("I was enrolled by mistake"),
        words=unenrolled,
        holds=lambda row, data: row.result == Result.WITHDRAWN,
    ),
    _kind(
        "expires",
        gettext_lazy("My certificate expires soon"),
        words=expires,
        holds=still_expires,
    ),
    _need_kind(
        "need_raised",
        gettext_lazy("A training need is raised"),
        words=need_raised,
        recipients=the_office,
        holds=lambda row, data: row.stage == NeedStage.OPEN,
    ),
    _need_kind(
        "need_planned",
        gettext_lazy("A session answers the training need I raised"),
        words=need_planned,
        holds=lambda row, data: row.stage == NeedStage.PLANNED,
    ),
    _need_kind(
        "need_declined",
        gettext_lazy("The office does not take up the training need I raised"),
        words=need_declined,
        holds=lambda row, data: row.stage == NeedStage.DECLINED,
    ),
    _kind("failed", gettext_lazy("The result of my course is recorded"), words=failed),
)
