"""Public entities and appointments as sheets: their columns, and how they reach the actions of this app."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from proim.accounts import actions as accounts
from proim.accounts.models import User
from proim.agencies import actions
from proim.agencies.models import (
    LIAISONS,
    STAFF,
    STATE,
    Agency,
    AgencyType,
    AgencyVersion,
    Appointment,
    FunctionalArea,
    Role,
    ScopeEntry,
)
from proim.agencies.rules import is_office
from proim.core.clock import today
from proim.core.errors import DomainError
from proim.sheets.choices import entries_of
from proim.sheets.slots import Column, Entry, Facts, Kind, Place, Problems, Row, Table, Values

PROGRAMME = ""
STATES = {
    "nombre": "name",
    "siglas": "acronym",
    "tipo": "type",
    "sector": "sector",
    "demarcacion": "demarcation",
}
SCOPE = "en_alcance"


def _entities() -> list[Entry]:
    return [
        Entry(a.key, a.label, a.label, (a.name, a.acronym))
        for a in Agency.objects.filter(closed_on__isnull=True)
    ]


def _types() -> list[Entry]:
    told = {entry.code: entry for entry in entries_of(AgencyType)()}
    return [Entry(code, entry.es, entry.en) for code, entry in told.items()]


def office(actor: Any) -> list[Place]:
    """Return the whole programme for the office, nothing for anybody else."""
    return [Place(PROGRAMME, _("the whole programme"))] if is_office(actor) else []


# --- public entities -----------------------------------------------------------------------------


def agency_columns() -> list[Column]:
    """Return the columns of the list of public entities."""
    return [
        Column("siglas", gettext_lazy("acronym"), longest=30, required=True,
               spellings=("siglas_2011", "acrónimo", "acronym", "abreviatura")),
        Column("nombre", gettext_lazy("official name"), longest=250, required=True,
               spellings=("nombre_2011", "nombre oficial", "ente público", "name", "dependencia", "denominación")),
        Column("tipo", gettext_lazy("type"), Kind.CHOICE, required=True, entries=_types,
               spellings=("type", "naturaleza jurídica", "tipo de ente")),
        Column("sector", gettext_lazy("sector (head of sector)"), Kind.CHOICE, entries=_entities, refers="siglas",
               help=gettext_lazy("Acronym, name or key of the head of sector."),
               spellings=("sector_2011", "cabeza de sector")),
        Column("demarcacion", gettext_lazy("INEGI code of its territory"), longest=10),
        Column(SCOPE, gettext_lazy("in the programme's scope"), Kind.YES_NO,
               spellings=("demo_en_universo", "en_universo", "en universo", "in_scope", "in scope", "alcance")),
    ]  # fmt: skip


def agency_rows(actor: Any, facts: Facts) -> list[Row]:
    """Return the public entities as they stood on the day of the file, or stand today."""
    if not is_office(actor):
        return []
    day = facts.since or today()
    facts_then = (
        AgencyVersion.objects.filter(since__lte=day)
        .select_related("sector")
        .order_by("since", "pk")
    )
    states = {version.agency_id: version for version in facts_then}
    entries = ScopeEntry.objects.filter(since__lte=day).order_by("since", "pk")
    listed = dict(entries.values_list("agency", "is_in_scope"))
    found = []
    for agency in Agency.objects.order_by("key"):
        state = states.get(agency.pk)
        told = {key: getattr(state, name) if state else None for key, name in STATES.items()}
        told["sector"] = state.sector.key if state and state.sector else None
        found.append(
            Row(
                pk=agency.pk,
                id=agency.key,
                values={**told, SCOPE: listed.get(agency.pk, False)},
                name=agency.name,
                href=agency.get_absolute_url(),
                open=frozenset() if agency.has_ended(day) else None,
                state=_("no longer exists"),
            )
        )
    return found


def agency_create(facts: Facts, values: Values, by: Any) -> int:
    """Add a public entity that begins on the day of the file."""
    draft = Agency(key=str(values.get("id", "")), **_state(values))
    with_state = actions.add(draft, since=_since(facts), ground=facts.ground, by=by)
    if values.get(SCOPE):
        actions.put_in_scope(with_state, since=_since(facts), ground=facts.ground, by=by)
    return with_state.pk


def agency_change(facts: Facts, pk: int, values: Values, by: Any) -> None:
    """Record another state from the day of the file on, and what it says of the scope."""
    agency = Agency.objects.get(pk=pk)
    told = {"since": _since(facts), "ground": facts.ground, "by": by}
    if any(key in STATES for key in values):
        actions.rename(agency, **told, **_state(values))
    if SCOPE in values:
        put = actions.put_in_scope if values[SCOPE] else actions.take_out_of_scope
        put(agency, **told)


def agency_remove(facts: Facts, pk: int, by: Any) -> None:
    """Refuse: a public entity is never deleted; one that came by mistake is wound up by hand."""
    agency = Agency.objects.get(pk=pk)
    raise DomainError(_("“%s” was added by this import: wind it up on its page.") % agency.name)


def _since(facts: Facts) -> date:
    return facts.since or today()


def _state(values: Values) -> dict[str, Any]:
    found = {
        name: values[key] or "" for key, name in STATES.items() if key in values and name in STATE
    }
    if "sector" in found:
        found["sector"] = Agency.objects.filter(key=found["sector"]).first()
    return found


def heads_first(values: Sequence[Values]) -> list[int]:
    """Return the order in which a head of sector comes before those of its sector."""
    places = {str(told.get("id")): place for place, told in enumerate(values) if told.get("id")}

    def depth(place: int, seen: frozenset[int] = frozenset()) -> int:
        head = places.get(str(values[place].get("sector") or ""))
        return 0 if head is None or head in seen else 1 + depth(head, seen | {place})

    return sorted(range(len(values)), key=depth)


AGENCIES = Table(
    code="agencies",
    label=gettext_lazy("Public entities"),
    lead=gettext_lazy(
        "Names, types, sectors and scope from a day on; earlier states stay in the history."
    ),
    columns=agency_columns,
    places=office,
    rows=agency_rows,
    create=agency_create,
    change=agency_change,
    remove=agency_remove,
    id_label=gettext_lazy("key"),
    id_spellings=("agencia_id", "clave", "clave del ente"),
    natural=("nombre",),
    asks=True,
    dated=True,
    id_is_given=True,
    order=heads_first,
    page="agencies:list",
)

# --- people and appointments -----------------------------------------------------------------------

CLOSABLE = frozenset({"nombre", "cargo", "hasta", "motivo_fin"})


def appointment_columns() -> list[Column]:
    """Return the columns of the list of people and what they are appointed to."""
    return [
        Column("ente", gettext_lazy("public entity"), Kind.CHOICE, required=True, entries=_entities,
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
    try:
        return actions.appoint(draft, end_former=bool(values.get("releva_al_anterior")), by=by).pk
    except ValidationError as error:
        raise _by_columns(error) from error


def appointment_change(facts: Facts, pk: int, values: Values, by: Any) -> None:
    """End an appointment, or correct how its person is called."""
    one = Appointment.objects.select_related("person").get(pk=pk)
    profile = {"nombre": "full_name", "cargo": "post"}
    typed = {name: values[key] or "" for key, name in profile.items() if key in values}
    if "hasta" in values and not values["hasta"]:
        raise ValidationError({"hasta": _("An appointment that has ended is made anew.")})
    try:
        if typed:
            accounts.edit_profile(one.person, typed, by=by)
        if values.get("hasta"):
            reason = str(values.get("motivo_fin") or one.end_reason)
            actions.end_appointment(
                one, on=date.fromisoformat(values["hasta"]), reason=reason, by=by
            )
    except ValidationError as error:
        raise _by_columns(error) from error


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
    actions.end_appointment(one, on=one.valid_from, reason=_("Its import was undone."), by=by)


FIELDS = {
    "agency": "ente", "role": "rol", "email": "correo", "person": "correo", "full_name": "nombre", "post": "cargo",
    "functional_area": "area_funcional", "letter": "oficio", "letter_on": "fecha_oficio",
    "appointed_by": "designado_por", "valid_from": "desde", "valid_to": "hasta", "on": "hasta",
    "end_reason": "motivo_fin", "reason": "motivo_fin", "end_former": "releva_al_anterior",
}  # fmt: skip


def _by_columns(error: ValidationError) -> ValidationError:
    if not hasattr(error, "error_dict"):
        return error
    return ValidationError(
        {FIELDS.get(name, name): told for name, told in error.error_dict.items()}
    )


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
    id_label=gettext_lazy("key of the platform"),
    natural=("ente", "rol", "correo"),
    check=appointment_check,
    page="agencies:liaisons",
)
