"""Enrolments as a sheet: one line for each person and session, and how they reach the actions of this app."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from proim.accounts.models import User
from proim.agencies.rules import is_office
from proim.core.clock import today
from proim.core.errors import DomainError
from proim.sheets.slots import Column, Entry, Facts, Kind, Place, Problems, Row, Table, Values
from proim.training import actions
from proim.training.models import Enrolment, Session
from proim.training.workflow import Result

PROGRAMME = ""


def _sessions() -> list[Entry]:
    """Return the open sessions: by a short name that people can write, ``induccion 2011-07-20``."""
    rows = Session.objects.filter(closed_on__isnull=True).select_related("course")
    found = []
    for row in rows.order_by("starts_on", "pk"):
        titles = []
        for language in ("es-mx", "en"):
            with override(language):
                titles.append(f"{row.course.title}, {row.starts_on}")
        short = f"{row.course.key} {row.starts_on}"
        found.append(Entry(str(row.code), titles[0], titles[1], (short,)))
    return found


def enrolment_columns() -> list[Column]:
    """Return the columns of the list of enrolments."""
    return [
        Column("sesion", gettext_lazy("session"), Kind.CHOICE, required=True, entries=_sessions,
               help=gettext_lazy("As in the list, or the key of the course and the first day: induccion 2011-07-20."),
               spellings=("sesión", "curso", "session", "curso y fecha")),
        Column("correo", gettext_lazy("e-mail"), Kind.EMAIL, required=True, confidential=True,
               help=gettext_lazy("Of an account of the platform: it tells homonyms apart."),
               spellings=("correo electrónico", "email", "e-mail", "mail")),
        Column("nombre", gettext_lazy("full name"), computed=True),
        Column("ente", gettext_lazy("public entity"), computed=True),
        Column("resultado", gettext_lazy("result"), computed=True),
    ]  # fmt: skip


def _office(actor: Any) -> list[Place]:
    return [Place(PROGRAMME, _("the whole programme"))] if is_office(actor) else []


def enrolment_rows(actor: Any, facts: Facts) -> list[Row]:
    """Return who is enrolled or waits in the sessions that are open."""
    if not is_office(actor):
        return []
    rows = Enrolment.objects.filter(session__closed_on__isnull=True).exclude(
        result=Result.WITHDRAWN
    )
    rows = rows.select_related("person", "agency", "session__course")
    return [_row(one) for one in rows.order_by("session__starts_on", "person__full_name", "pk")]


def _row(one: Enrolment) -> Row:
    return Row(
        pk=one.pk,
        id=str(one.code),
        values={
            "sesion": str(one.session.code),
            "correo": one.person.email,
            "nombre": one.person.full_name,
            "ente": one.agency.acronym if one.agency else "",
            "resultado": str(one.get_result_display()),
        },
        name=f"{one.person.full_name} · {one.session.title}",
        href=one.get_absolute_url(),
        open=frozenset(),
        state=_("an enrolment is changed on its page"),
    )


def enrolment_check(row: Row | None, values: Values, whole: Values) -> Problems:
    """Say what enrolling would refuse, before anything is stored."""
    if row is not None or not whole.get("correo") or not whole.get("sesion"):
        return {}
    if not User.objects.filter(email=whole["correo"], is_active=True).exists():
        return {"correo": _("Nobody with an account has this e-mail.")}
    session = Session.objects.filter(code=whole["sesion"]).first()
    if session is None or session.closed_on:
        return {"sesion": _("This session is closed.")}
    return {}


def enrolment_create(facts: Facts, values: Values, by: Any) -> int:
    """Enrol a person, or put them on the waiting list."""
    session = Session.objects.get(code=values["sesion"])
    person = User.objects.get(email=values["correo"])
    [answer] = actions.enrol(session, [person], on=today(), by=by)
    if answer.said == actions.Said.ALREADY:
        raise DomainError(_("%s is enrolled already.") % person)
    return session.enrolments.get(person=person).pk


def enrolment_change(facts: Facts, pk: int, values: Values, by: Any) -> None:
    """Refuse: an enrolment is changed on its page."""
    raise DomainError(_("An enrolment is changed on its page."))


def enrolment_remove(facts: Facts, pk: int, by: Any) -> None:
    """Take an enrolment back that came with a file; whoever waits moves up."""
    one = Enrolment.objects.select_related("session").get(pk=pk)
    actions.withdraw(one, by=by)


ENROLMENTS = Table(
    code="enrolments",
    label=gettext_lazy("Enrolments"),
    lead=gettext_lazy(
        "Who takes part in which session. Whoever finds no place goes on the waiting list."
    ),
    columns=enrolment_columns,
    places=_office,
    rows=enrolment_rows,
    create=enrolment_create,
    change=enrolment_change,
    remove=enrolment_remove,
    id_label=gettext_lazy("key of the platform"),
    natural=("sesion", "correo"),
    check=enrolment_check,
    page="training:courses",
)
