"""People and appointments as sheets: their columns, and how they reach the actions of this app."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from proim.accounts import actions as accounts
from proim.accounts.models import User
from proim.agencies import actions
from proim.agencies.models import (
    LIAISONS,
    STAFF,
    Agency,
    Appointment,
    FunctionalArea,
    Role,
)
from proim.agencies.rules import is_office
from proim.core.clock import today
from proim.core.errors import DomainError
from proim.sheets.choices import entries_of
from proim.sheets.refusing import by_columns
from proim.sheets.slots import Column, Entry, Facts, Kind, Place, Problems, Row, Table, Values

PROGRAMME = ""


def entities() -> list[Entry]:
    return [
        Entry(a.key, a.label, a.label, (a.name, a.acronym))
        for a in Agency.objects.filter(closed_on__isnull=True)
    ]


def office(actor: Any) -> list[Place]:
    """Return the whole programme for the office, nothing for anybody else."""
    return [Place(PROGRAMME, _("the whole programme"))] if is_office(actor) else []


CLOSABLE = frozenset({"nombre", "cargo", "hasta", "motivo_fin"})


def appointment_columns() -> list[Column]:
    """Return the columns of the list of people and what they are appointed to."""
    return [
        Column("ente", gettext_lazy("public entity"), Kind.CHOICE, required=True, entries=entities,
               spellings=("ente público", "agencia", "dependencia", "siglas", "agency", "clave del ente")),
        Column("rol", gettext_lazy("role"), Kind.CHOICE, required=True, entries=_roles,
               spellings=("función", "role", "nombramiento")),
        Column("correo", gettext_lazy("e-mail"), Kind.EMAIL, required=True, confidential=True,
               spellings=("correo electrónico", "email", "e-mail", "mail")),
        Column("nombre", gettext_lazy("full name"), longest=150,
               help=gettext_lazy("Needed for somebody without an account."),
               spellings=("nombre completo", "persona", "servidor público", "name", "full name")),
        Column("cargo", gettext_lazy("post"), longest=150, spellings=("puesto", "post")),
        Column("area_funcional", gettext_lazy("functional area"), Kind.CHOICE, entries=entries_of(FunctionalArea),
               spellings=("área funcional", "área")),
        Column("oficio", gettext_lazy("official letter no."), longest=80,
               spellings=("número de oficio", "oficio de designación", "no. de oficio", "letter")),
        Column("fecha_oficio", gettext_lazy("date of the letter"), Kind.DAY, spellings=("fecha del oficio",)),
        Column("designado_por", gettext_lazy("appointed by"), longest=150, spellings=("firmado por",)),
        Column("desde", gettext_lazy("from"), Kind.DAY, required=True,
               spellings=("fecha de inicio", "inicio", "vigente desde", "a partir de", "from")),
        Column("hasta", gettext_lazy("until"), Kind.DAY, bound="last",
               spellings=("fecha de término", "término", "vigente hasta", "until")),
        Column("motivo_fin", gettext_lazy("reason for the end"), longest=250, spellings=("motivo", "reason")),
        Column("releva_al_anterior", gettext_lazy("ends the former appointment"), Kind.YES_NO,
               help=gettext_lazy("Yes, if somebody else holds the post and leaves it the day before.")),
    ]  # fmt: skip


def _roles() -> list[Entry]:
    return [
        entry for entry in entries_of(Role)() if entry.code not in {role.value for role in STAFF}
    ]


def appointment_rows(actor: Any, facts: Facts) -> list[Row]:
    """Return the appointments of liaisons and heads that are not over."""
    if not is_office(actor):
        return []
    held = Appointment.objects.exclude(role__in=STAFF).overlapping(today(), None)
    return [_row(one) for one in held.select_related("person", "agency").order_by("pk")]


def appointments_with(keys: Sequence[int]) -> list[Row]:
    """Return the appointments with these primary keys, past ones too."""
    held = Appointment.objects.filter(pk__in=keys).select_related("person", "agency")
    return [_row(one) for one in held]


def _row(one: Appointment) -> Row:
    return Row(
        pk=one.pk,
        id=str(one.code),
        values={
            "ente": one.agency.key,
            "rol": one.role,
            "correo": one.person.email,
            "nombre": one.person.full_name,
            "cargo": one.person.post,
            "area_funcional": one.functional_area,
            "oficio": one.letter,
            "fecha_oficio": one.letter_on.isoformat() if one.letter_on else None,
            "designado_por": one.appointed_by,
            "desde": one.valid_from.isoformat(),
            "hasta": one.valid_to.isoformat() if one.valid_to else None,
            "motivo_fin": one.end_reason,
        },
        name=f"{one.person.full_name} · {one.agency.acronym}",
        href=one.get_absolute_url(),
        open=CLOSABLE,
        state=_("an appointment is ended and made anew"),
    )


def appointment_check(row: Row | None, values: Values, whole: Values) -> Problems:
    """Say what an action would refuse, before anything is stored."""
    found: dict[str, str] = {}
    if whole.get("hasta") and whole["hasta"] < whole["desde"]:
        found["hasta"] = _("The end is before the start.")
    if row is None:
        if whole.get("rol") in {role.value for role in LIAISONS} and not whole.get("oficio"):
            found["oficio"] = _(
                "A liaison officer is appointed by an official letter: write its number."
            )
        if not whole.get("nombre") and not User.objects.filter(email=whole["correo"]).exists():
            found["nombre"] = _(
                "Nobody has this e-mail yet: write the name, and an invitation goes out."
            )
    elif "hasta" in values and not whole.get("motivo_fin"):
        found["motivo_fin"] = _("Say why the appointment ends.")
    elif "hasta" in values and values["hasta"] is None:
        found["hasta"] = _("An appointment that has ended is made anew.")
    elif "nombre" in values and not values["nombre"]:
        found["nombre"] = _("Write the name.")
    return found


def appointment_create(facts: Facts, values: Values, by: Any) -> int:
    """Appoint a person; somebody new gets an account and an invitation."""
    email = str(values["correo"])
    person = User.objects.filter(email=email).first()
    person = person or User(
        email=email, full_name=values.get("nombre", ""), post=values.get("cargo") or ""
    )
    days = {
        key: date.fromisoformat(values[key])
        for key in ("fecha_oficio", "desde", "hasta")
        if values.get(key)
    }
    draft = Appointment(
        person=person,
        agency=Agency.objects.get(key=values["ente"]),
        role=values["rol"],
        functional_area=values.get("area_funcional") or FunctionalArea.OTHER,
        letter=values.get("oficio") or "",
        letter_on=days.get("fecha_oficio"),
        appointed_by=values.get("designado_por") or "",
        valid_from=days["desde"],
        valid_to=days.get("hasta"),
        end_reason=values.get("motivo_fin") or "",
    )
    with by_columns(_at):
        return actions.appoint(draft, end_former=bool(values.get("releva_al_anterior")), by=by).pk


def appointment_change(facts: Facts, pk: int, values: Values, by: Any) -> None:
    """End an appointment, or correct how its person is called."""
    one = Appointment.objects.select_related("person").get(pk=pk)
    profile = {"nombre": "full_name", "cargo": "post"}
    typed = {name: values[key] or "" for key, name in profile.items() if key in values}
    with by_columns(_at):
        if typed:
            accounts.edit_profile(one.person, typed, by=by)
        if values.get("hasta"):
            reason = str(values.get("motivo_fin") or one.end_reason)
            actions.end_appointment(
                one, on=date.fromisoformat(values["hasta"]), reason=reason, by=by
            )


def appointment_restore(facts: Facts, pk: int, values: Values, by: Any) -> None:
    """Give an appointment back what it said before: one that was ended goes on."""
    if "hasta" in values and not values["hasta"]:
        actions.reopen_appointment(Appointment.objects.get(pk=pk), by=by)
    appointment_change(facts, pk, values, by)


def appointment_remove(facts: Facts, pk: int, by: Any) -> None:
    """End an appointment that came with a file on the day on which it began."""
    one = Appointment.objects.get(pk=pk)
    former = Appointment.objects.filter(
        agency=one.agency_id, role=one.role, valid_to__lt=one.valid_from
    )
    if one.letter and former.filter(end_reason=one.letter).exists():
        raise DomainError(
            _("The appointment of %s ended another one: correct it on its page.") % one.person
        )
    reason = _("Its import was undone.")
    actions.end_appointment(one, on=one.valid_from, reason=reason, hands_over=False, by=by)


FIELDS = {
    "agency": "ente", "role": "rol", "email": "correo", "person": "correo", "full_name": "nombre", "post": "cargo",
    "functional_area": "area_funcional", "letter": "oficio", "letter_on": "fecha_oficio",
    "appointed_by": "designado_por", "valid_from": "desde", "valid_to": "hasta", "on": "hasta",
    "end_reason": "motivo_fin", "reason": "motivo_fin", "end_former": "releva_al_anterior",
}  # fmt: skip


def _at(field: str) -> str:
    return FIELDS.get(field, field)


APPOINTMENTS = Table(
    code="appointments",
    label=gettext_lazy("People and appointments"),
    lead=gettext_lazy(
        "Liaison officers and heads. Whoever has no account yet gets an invitation by mail."
    ),
    columns=appointment_columns,
    places=office,
    rows=appointment_rows,
    create=appointment_create,
    change=appointment_change,
    remove=appointment_remove,
    these=appointments_with,
    restore=appointment_restore,
    id_label=gettext_lazy("key of the platform"),
    natural=("ente", "rol", "correo"),
    check=appointment_check,
    page="agencies:liaisons",
)
