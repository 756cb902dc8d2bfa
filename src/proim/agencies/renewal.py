"""A change of administration as one sheet: each post with who holds it, and boxes for who follows.

The template comes filled in with the posts of the agencies in scope. A row in which a new person is written
ends the appointment of whoever holds the post on the day before, appoints the new one, and invites whoever
has no account; a row that is left alone changes nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from proim.accounts.models import User
from proim.agencies import actions
from proim.agencies.columns import FIELDS, appointment_columns, office
from proim.agencies.models import Agency, Appointment, FunctionalArea, Role
from proim.agencies.rules import is_office
from proim.core.clock import today
from proim.core.errors import DomainError
from proim.sheets.slots import Column, Facts, Problems, Row, Table, Values

ROLES = (Role.HEAD, Role.LIAISON, Role.ALTERNATE)
NEW = (
    "correo",
    "nombre",
    "cargo",
    "area_funcional",
    "oficio",
    "fecha_oficio",
    "designado_por",
    "desde",
)
NEEDED = ("correo", "oficio", "desde")
PLACES = 10  # a row's key: the agency's, with the role as last digit


@dataclass(frozen=True, slots=True)
class Post:
    """A post of an agency, by the key of its row."""

    agency: int
    role: Role

    @property
    def pk(self) -> int:
        """The key of its row."""
        return self.agency * PLACES + ROLES.index(self.role)

    @classmethod
    def of(cls, pk: int) -> "Post":
        """Return the post of a row."""
        return cls(pk // PLACES, ROLES[pk % PLACES])


def renewal_columns() -> list[Column]:
    """Return what is told of each post, and the boxes for who follows."""
    told = [
        Column("ente", gettext_lazy("public entity"), computed=True),
        Column("puesto", gettext_lazy("role"), computed=True),
        Column("titular_actual", gettext_lazy("who holds it"), computed=True),
        Column("correo_actual", gettext_lazy("e-mail of who holds it"), computed=True, confidential=True),
    ]  # fmt: skip
    asked = {column.key: column for column in appointment_columns()}
    return [*told, *(_optional(asked[key]) for key in NEW)]


def _optional(column: Column) -> Column:
    """Return a column of appointments as one that may stay empty."""
    return Column(
        column.key,
        column.label,
        column.kind,
        help=column.help,
        entries=column.entries,
        longest=column.longest,
        spellings=column.spellings,
        confidential=column.confidential,
    )


def renewal_rows(actor: Any, facts: Facts) -> list[Row]:
    """Return the posts of the agencies in scope: head and principal liaison always, alternates that are held."""
    if not is_office(actor):
        return []
    day = today()
    held: dict[tuple[int, str], Appointment] = {}
    for one in Appointment.objects.on(day).filter(role__in=ROLES).select_related("person"):
        held.setdefault((one.agency_id, one.role), one)
    found = []
    for agency in Agency.objects.existing(day).in_scope(day).order_by("key"):
        for role in ROLES:
            there = held.get((agency.pk, role))
            if there or role != Role.ALTERNATE:
                found.append(_row(agency, role, there))
    return found


def _row(agency: Agency, role: Role, held: Appointment | None) -> Row:
    return Row(
        pk=Post(agency.pk, role).pk,
        id=f"{agency.key}-{role.value}",
        values={
            **dict.fromkeys(NEW),
            "ente": agency.label,
            "puesto": capfirst(str(role.label)),
            "titular_actual": held.person.full_name if held else _("vacant"),
            "correo_actual": held.person.email if held else "",
        },
        name=f"{agency.acronym or agency.name} · {capfirst(str(role.label))}",
        href=agency.get_absolute_url(),
        open=frozenset(NEW),
    )


def renewal_check(row: Row | None, values: Values, whole: Values) -> Problems:
    """Say what is wrong in which cell: what is missing, and whatever the appointment itself would refuse."""
    said = {key: whole.get(key) for key in NEW if whole.get(key)}
    if row is None:
        return {"correo": _("Keep the keys of the template: each row is a post that there is.")}
    return _missing(said) or _refused(row.pk, said) if said else {}


def _missing(said: Mapping[str, Any]) -> dict[str, str]:
    if missing := [key for key in NEEDED if key not in said]:
        return {key: _("Needed where somebody new is appointed.") for key in missing}
    if not said.get("nombre") and not User.objects.filter(email=said["correo"]).exists():
        return {
            "nombre": _("Nobody has this e-mail yet: write the name, and an invitation goes out.")
        }
    return {}


def _refused(pk: int, said: Mapping[str, Any]) -> dict[str, str]:
    try:
        with transaction.atomic():  # done, and taken back: the same code refuses before and after
            _renew(pk, said, by=None)
            transaction.set_rollback(True)
    except ValidationError as error:
        return _problems(error)
    except DomainError as error:
        return {"correo": str(error)}
    return {}


def _problems(error: ValidationError) -> dict[str, str]:
    if not hasattr(error, "error_dict"):
        return {"correo": "; ".join(error.messages)}
    told = {}
    for name, errors in error.error_dict.items():
        key = FIELDS.get(name, name)
        told[key if key in NEW else "desde"] = "; ".join(ValidationError(errors).messages)
    return told


def renewal_create(facts: Facts, values: Values, by: Any) -> int:
    """Refuse: posts are those that the template lists."""
    raise DomainError(_("Keep the keys of the template: each row is a post that there is."))


def renewal_change(facts: Facts, pk: int, values: Values, by: Any) -> None:
    """Appoint who follows in a post and end who held it."""
    said = {key: values.get(key) for key in NEW if values.get(key)}
    if "correo" not in said:
        raise DomainError(
            _("An appointment is ended and made anew on the page of its public entity.")
        )
    try:
        _renew(pk, said, by=by)
    except ValidationError as error:
        raise ValidationError(dict(_problems(error))) from error


def renewal_remove(facts: Facts, pk: int, by: Any) -> None:
    """Refuse: nothing is created by this sheet but appointments, which are ended on their page."""
    raise DomainError(_("An appointment is ended and made anew on the page of its public entity."))


@transaction.atomic
def _renew(pk: int, said: Mapping[str, Any], *, by: Any) -> None:
    post, email = Post.of(pk), str(said["correo"])
    since = date.fromisoformat(said["desde"])
    person = User.objects.filter(email=email).first() or User(
        email=email, full_name=said.get("nombre", ""), post=said.get("cargo", "")
    )
    told_on = said.get("fecha_oficio")
    draft = Appointment(
        person=person,
        agency=Agency.objects.get(pk=post.agency),
        role=post.role,
        functional_area=said.get("area_funcional", FunctionalArea.OTHER),
        letter=said["oficio"],
        letter_on=date.fromisoformat(told_on) if told_on else None,
        appointed_by=said.get("designado_por", ""),
        valid_from=since,
    )
    if post.role == Role.ALTERNATE:  # there may be several: the new one stands for all of them
        _end_alternates(draft, by=by)
    actions.appoint(draft, end_former=True, by=by)


def _end_alternates(draft: Appointment, *, by: Any) -> None:
    last = draft.valid_from - timedelta(days=1)
    held = Appointment.objects.filter(agency=draft.agency, role=Role.ALTERNATE)
    letter = actions.Letter(draft.letter, draft.letter_on)
    for one in held.overlapping(draft.valid_from, None).exclude(person=draft.person.pk):
        actions.end_appointment(one, on=last, reason=draft.letter, letter=letter, by=by)


RENEWAL = Table(
    code="renewal",
    label=gettext_lazy("Change of administration"),
    lead=gettext_lazy(
        "Every post with who holds it. Write who follows: the former appointment ends on the day before, and "
        "whoever has no account gets an invitation."
    ),
    columns=renewal_columns,
    places=office,
    rows=renewal_rows,
    create=renewal_create,
    change=renewal_change,
    remove=renewal_remove,
    id_label=gettext_lazy("key of the post"),
    id_spellings=("clave_del_puesto", "clave del puesto"),
    check=renewal_check,
    undoes=False,  # people have been told and invited by then
    page="agencies:liaisons",
)
