"""Public entities as sheets: their columns, and how they reach the actions of this app."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from proim.agencies import actions
from proim.agencies.columns import entities, office
from proim.agencies.formulas import folded
from proim.agencies.models import STATE, Agency, AgencyType, AgencyVersion, ScopeEntry
from proim.agencies.rules import is_office
from proim.core.clock import today
from proim.sheets.choices import entries_of
from proim.sheets.formulas.cells import plain
from proim.sheets.refusing import by_columns
from proim.sheets.slots import Column, Entry, Facts, Kind, Problems, Row, Table, Values

STATES = {
    "nombre": "name",
    "siglas": "acronym",
    "tipo": "type",
    "sector": "sector",
    "demarcacion": "demarcation",
}
COLUMNS = {name: key for key, name in STATES.items()}
SCOPE = "en_alcance"
KEY = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]*")
LONGEST_KEY = 20
TERRITORY = re.compile(r"inegi (\d{2}-\d{3})")


def _types() -> list[Entry]:
    told = {entry.code: entry for entry in entries_of(AgencyType)()}
    return [Entry(code, entry.es, entry.en) for code, entry in told.items()]


def agency_columns() -> list[Column]:
    """Return the columns of the list of public entities."""
    return [
        Column("siglas", gettext_lazy("acronym"), longest=30, required=True,
               spellings=("siglas_2011", "acrónimo", "acronym", "abreviatura")),
        Column("nombre", gettext_lazy("official name"), longest=250, required=True,
               spellings=("nombre_2011", "nombre oficial", "ente público", "name", "dependencia", "denominación")),
        Column("tipo", gettext_lazy("type"), Kind.CHOICE, required=True, entries=_types,
               spellings=("type", "naturaleza jurídica", "tipo de ente")),
        Column("sector", gettext_lazy("sector (head of sector)"), Kind.CHOICE, entries=entities, refers="siglas",
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
    with by_columns(lambda field: COLUMNS.get(field, field)):
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
    """Take back a public entity that came with a file, while nothing stands on it."""
    actions.take_back(Agency.objects.get(pk=pk), by=by)


def agency_tidy(cells: Values) -> Values:
    """Read the column of sectors as the list of 2011 writes it.

    There a borough has its INEGI code instead of a head of sector, a guess a question mark, and who
    has no head of sector a dash.
    """
    text = plain(cells.get("sector"))
    if found := TERRITORY.fullmatch(folded(text)):
        return {"sector": "", "demarcacion": found[1]}
    return {"sector": text.rstrip("? ")} if text.endswith("?") else {}


def agency_check(row: Row | None, values: Values, whole: Values) -> Problems:
    """Say what is wrong with the key of a new row."""
    given = str(whole.get("id") or "")
    if row is None and given and not (KEY.fullmatch(given) and len(given) <= LONGEST_KEY):
        return {"id": _("A key has letters, digits, dots and hyphens only, 20 at most.")}
    return {}


def agency_check_file(rows: Sequence[tuple[Row | None, Values]]) -> dict[int, Problems]:
    """Say which names are registered already, and which heads of sector go round in a circle; one query."""
    stored = Agency.objects.values_list("key", "name", "sector__key", "closed_on")
    names: dict[str, str] = {}
    heads: dict[str, Any] = {}
    for key, name, head, closed_on in stored:
        heads[key] = head
        if closed_on is None:
            names[folded(name)] = key
    found: dict[int, dict[str, str]] = defaultdict(dict)
    keys = [
        row.id if row else str(whole.get("id") or place) for place, (row, whole) in enumerate(rows)
    ]
    for key, (_row, whole) in zip(keys, rows, strict=True):
        heads[key] = whole.get("sector")
    for place, (row, whole) in enumerate(rows):
        other = names.setdefault(folded(str(whole.get("nombre") or "")), keys[place])
        if row is None and other != keys[place]:
            text = _("This name is registered already, with the key %(key)s.")
            found[place]["nombre"] = text % {"key": other}
        if _leads_back(keys[place], heads):
            found[place]["sector"] = _("The heads of sector go round in a circle.")
    return dict(found)


def _leads_back(key: str, heads: Mapping[str, Any]) -> bool:
    seen, here = set[str](), heads.get(key)
    while here and here not in seen:
        if here == key:
            return True
        seen.add(here)
        here = heads.get(here)
    return False


def _since(facts: Facts) -> date:
    return facts.since or today()


def _state(values: Values) -> dict[str, Any]:
    found = {
        name: values[key] or "" for key, name in STATES.items() if key in values and name in STATE
    }
    if head := found.get("sector"):
        found["sector"] = Agency.objects.filter(key=head).first()
        if found["sector"] is None:
            text = _("The row of its head of sector, %s, was not stored.")
            raise ValidationError({"sector": text % head})
    elif "sector" in found:
        found["sector"] = None
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
    tidy=agency_tidy,
    check=agency_check,
    check_file=agency_check_file,
    id_label=gettext_lazy("key"),
    id_spellings=("agencia_id", "clave", "clave del ente"),
    natural=("nombre",),
    asks=True,
    dated=True,
    id_is_given=True,
    order=heads_first,
    page="agencies:list",
)
