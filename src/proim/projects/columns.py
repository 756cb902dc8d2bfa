"""The register as a sheet: which columns it has, and how they reach the actions of this app."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.db.models import Prefetch
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from proim.agencies.models import Agency, FunctionalArea, entities_on
from proim.agencies.rules import is_office
from proim.core.clock import today
from proim.core.dates import PartialDate
from proim.core.errors import DomainError
from proim.projects import actions
from proim.projects.forms.record import HELP
from proim.projects.models import (
    BudgetKind,
    ImpactLevel,
    Observation,
    Project,
    Publication,
    Scope,
)
from proim.projects.models.answers import PARTIAL_DATES
from proim.projects.models.choices import IctUse, Nature, PopulationKind
from proim.projects.rules import audited, own
from proim.projects.sheet import LABELS
from proim.projects.spellings import KEYS
from proim.projects.workflow import FIELDS, REQUIRED_FROM, Stage, opened
from proim.sheets.choices import entries_of
from proim.sheets.refusing import by_columns
from proim.sheets.slots import Column, Entry, Facts, Kind, Place, Problems, Row, Table, Values
from proim.taxonomy.models import Catalogue, Term

FIELD_OF = {key: name for name, (key, _spellings) in KEYS.items()}
MONEY = ("presupuesto_monto", "presupuesto_anio", "presupuesto_fuente")
CATALOGUES = {
    "strategy": Catalogue.STRATEGY,
    "secondary_strategies": Catalogue.STRATEGY,
    "subtopics": Catalogue.SUBTOPIC,
    "ict_components": Catalogue.ICT_COMPONENT,
    "demarcations": Catalogue.DEMARCATION,
}
CHOICES = {
    "lead_area": FunctionalArea,
    "scope": Scope,
    "nature": Nature,
    "ict_use": IctUse,
    "population_kind": PopulationKind,
    "impact_level": ImpactLevel,
    "budget_kind": BudgetKind,
    "publication": Publication,
}
GONE = (Stage.WITHDRAWN, Stage.MERGED)
TO_MANY = ("secondary_strategies", "subtopics", "ict_components", "demarcations")
LARGEST_YEAR = range(1990, 2100)


def columns() -> list[Column]:
    """Return the columns: what the platform says of the project, then the fields of the record."""
    folio = Column("folio", gettext_lazy("folio"), computed=True)
    stage = Column(
        "etapa", gettext_lazy("stage"), Kind.CHOICE, entries=entries_of(Stage), computed=True
    )
    money = (
        Column(MONEY[0], gettext_lazy("amount of the budget"), Kind.MONEY,
               gettext_lazy("In Mexican pesos; only where there is one year and one source."), least=0,
               spellings=("monto", "monto_contrato", "presupuesto total", "total budget", "totalBudget", "costo",
                          "costo total", "budget", "importe")),
        Column(MONEY[1], gettext_lazy("year of the budget"), Kind.NUMBER,
               gettext_lazy("Left empty, it is the year in which the project begins."),
               spellings=("año del presupuesto", "ejercicio"), least=1990, needs=MONEY[0]),
        Column(MONEY[2], gettext_lazy("source of the budget"), Kind.CHOICE, entries=_terms(Catalogue.FUNDING),
               spellings=("fuente", "fuente de financiamiento", "financiamiento", "funding source"), needs=MONEY[0]),
    )  # fmt: skip
    found = [folio, stage]
    for name in FIELDS:
        if name in KEYS:
            found.append(_column(name))
        if name == "budget_kind":
            found += money
    return found


def _column(name: str) -> Column:
    key, spellings = KEYS[name]
    kind, told = Kind.TEXT, {}
    if name in CATALOGUES:
        kind = Kind.CHOICES if name in TO_MANY else Kind.CHOICE
        told = {"entries": _terms(CATALOGUES[name])}
    elif name in CHOICES:
        kind, told = Kind.CHOICE, {"entries": entries_of(CHOICES[name])}
    elif name == "partner_agencies":
        kind, told = Kind.CHOICES, {"entries": _agencies}
    elif name == "is_knowledge_management":
        kind = Kind.YES_NO
    elif name == "population_size":
        kind, told = Kind.NUMBER, {"least": 0}
    elif name in PARTIAL_DATES:
        kind, told = Kind.PARTIAL, {"bound": "first" if name == "starts" else "last"}
    else:
        field: Any = Project._meta.get_field(name)
        kind = Kind.LONG if field.get_internal_type() == "TextField" else Kind.TEXT
        told = {"longest": field.max_length or 20_000}
    field_label = LABELS.get(name) or Project._meta.get_field(name).verbose_name  # type: ignore[union-attr]
    return Column(
        key,
        field_label,
        kind,
        HELP.get(name, ""),
        required=name == "title_es",
        spellings=spellings,
        confidential=name == "lead_contact",
        **told,
    )


def _terms(catalogue: str) -> Any:
    def entries() -> list[Entry]:
        terms = Term.objects.of(catalogue).on(today()).order_by("position", "code")
        return [Entry(t.code, t.label_es, t.label_en) for t in terms]

    return entries


def _agencies() -> list[Entry]:
    open_ones = Agency.objects.filter(closed_on__isnull=True)
    return [Entry(a.key, a.label, a.label, (a.name, a.acronym)) for a in open_ones]


def writes(actor: Any) -> list[Place]:
    """Return the agencies for which ``actor`` registers projects."""
    mine = Agency.objects.permitted("projects.register", actor)
    return [Place(agency.key, agency.label) for agency in mine]


def reads(actor: Any) -> list[Place]:
    """Return the agencies whose projects ``actor`` may take out: one's own, or all for the office."""
    if is_office(actor):
        return [Place("", _("all public entities"))]
    open_ones = Project.objects.filter(own(actor) | audited(actor))
    mine = Agency.objects.filter(pk__in=open_ones.values("agency"))
    return list(dict.fromkeys([*writes(actor), *(Place(a.key, a.label) for a in mine)]))


def rows(actor: Any, facts: Facts) -> list[Row]:
    """Return the projects that ``actor`` may see at a place, with what may be written in each."""
    found = Project.objects.permitted("projects.view", actor).exclude(stage__in=GONE)
    if facts.place:
        main = Agency.objects.filter(key=facts.place).values_list("pk", flat=True)
        answering = entities_on(today())
        own_ones = {*main, *(ended for ended, entity in answering.items() if entity in set(main))}
        found = found.filter(agency__in=own_ones)
    elif not is_office(actor):
        return []
    waiting = Observation.objects.filter(answered_on__isnull=True)
    found = found.select_related("strategy").prefetch_related(
        *TO_MANY,
        "partner_agencies",
        "budget_lines__source",
        Prefetch("observations", waiting, "waiting"),
    )
    writable = set(found.permitted("projects.edit", actor).values_list("pk", flat=True))
    return [_row(project, may=project.pk in writable) for project in found.order_by("pk")]


def _row(project: Project, *, may: bool) -> Row:
    return Row(
        pk=project.pk,
        id=str(project.code),
        values=_values(project),
        name=project.title_es,
        href=project.get_absolute_url(),
        open=_open(project) if may else frozenset(),
        state=str(project.get_stage_display()),
    )


def _values(project: Project) -> dict[str, Any]:
    found: dict[str, Any] = {"folio": project.folio, "etapa": project.stage}
    for key, name in FIELD_OF.items():
        value = getattr(project, name)
        if name in TO_MANY:
            value = sorted(term.code for term in value.all())
        elif name == "partner_agencies":
            value = sorted(agency.key for agency in value.all())
        elif name == "strategy":
            value = value.code if value else None
        elif isinstance(value, PartialDate):
            value = value.code
        elif name == "impact_level":
            value = str(value) if value else None
        found[key] = value
    lines = list(project.budget_lines.all())
    if len(lines) == 1:
        told = (f"{lines[0].amount:.2f}", lines[0].year, lines[0].source.code)
        found |= dict(zip(MONEY, told, strict=True))
    return found


def _open(project: Project) -> frozenset[str]:
    names: Iterable[str] = ()
    if project.stage == Stage.DRAFT:
        names = FIELDS
    elif project.stage == Stage.RETURNED:
        waiting: Any = project
        names = opened(one.field for one in waiting.waiting)
    elif project.is_completable:
        names = [name for name in FIELDS if name not in REQUIRED_FROM]
    several = len(project.budget_lines.all()) > 1
    money = MONEY if "budget_lines" in names and not several else ()
    return frozenset([*(KEYS[name][0] for name in names if name in KEYS), *money])


def check(row: Row | None, values: Values, whole: Values) -> Problems:
    """Say what an action would refuse, before anything is stored."""
    found: dict[str, str] = {}
    starts, ends = whole.get("inicio"), whole.get("termino")
    if ends and starts and PartialDate.parse(ends).last < PartialDate.parse(starts).first:
        found["termino"] = _("The end date is before the start date.")
    if whole.get("publicacion") == Publication.RESERVED and not whole.get("fundamento_reserva"):
        found["fundamento_reserva"] = _("Say on what legal ground the record is reserved.")
    if whole.get("componentes_tic") and whole.get("uso_tic") in (None, "", IctUse.NONE):
        text = _("Without ICT there are no components: untick them, or say what ICT is for.")
        found["componentes_tic"] = text
    if any(name in values for name in MONEY):
        found |= _check_money(values, whole)
    return found


def _check_money(values: Values, whole: Values) -> dict[str, str]:
    amount, year, source = (whole.get(name) for name in MONEY)
    if amount is None:
        return {} if year is None and source is None else {MONEY[0]: _("Write the amount as well.")}
    found = {}
    if year is None and not whole.get("inicio"):
        found[MONEY[1]] = _("Write the year of the amount, or when the project begins.")
    elif int(_year(whole)) not in LARGEST_YEAR:
        found[MONEY[1]] = _("The year must lie between 1990 and 2099.")
    if source is None:
        found[MONEY[2]] = _("Say where the money comes from.")
    if values.get("presupuesto", BudgetKind.AMOUNTS) != BudgetKind.AMOUNTS:
        text = _("There are amounts: choose “amounts by year and source”, or empty them.")
        found["presupuesto"] = text
    return found


def _year(whole: Values) -> int:
    return int(whole.get(MONEY[1]) or str(whole.get("inicio") or "0")[:4])


def create(facts: Facts, values: Values, by: Any) -> int:
    """Begin a draft with what the row says."""
    agency = Agency.objects.get(key=facts.place)
    with by_columns(_at):
        return actions.register(agency, _answers(values, values), by=by).pk


def change(facts: Facts, pk: int, values: Values, by: Any) -> None:
    """Store what the row says in a draft, a returned project or a running one."""
    project = Project.objects.get(pk=pk)
    whole = {**_values(project), **values}
    with by_columns(_at):
        write = actions.edit if project.is_editable else actions.complete
        write(project, _answers(values, whole), by=by)


def remove(facts: Facts, pk: int, by: Any) -> None:
    """Take back a draft that came with a file."""
    project = Project.objects.get(pk=pk)
    if project.stage != Stage.DRAFT:
        raise DomainError(_("“%s” was sent meanwhile: it stays.") % project.title_es)
    actions.withdraw(project, reason=_("Its import was undone."), by=by)


def _at(name: str) -> str:
    bare = name.removesuffix("_on")
    if bare in KEYS:
        return KEYS[bare][0]
    return MONEY[0] if bare == "budget_lines" else name


def _answers(values: Values, whole: Values) -> dict[str, Any]:
    """Return the values of a row as the actions take them."""
    terms = {(term.catalogue, term.code): term for term in _named_terms(values, whole)}
    found = {
        name: _answer(name, value, terms)
        for key, value in values.items()
        if (name := FIELD_OF.get(key))
    }
    if any(key in values for key in MONEY):
        found |= _money(whole, terms)
    return found


def _answer(name: str, value: Any, terms: Mapping[Any, Term]) -> Any:
    if name in TO_MANY:
        return [terms[CATALOGUES[name], code] for code in value or []]
    if name == "strategy":
        return terms[CATALOGUES[name], value] if value else None
    if name == "partner_agencies":
        return list(Agency.objects.filter(key__in=value or []))
    if name in PARTIAL_DATES:
        return PartialDate.parse(value) if value else None
    if name in ("is_knowledge_management", "population_size", "impact_level"):
        return int(value) if name == "impact_level" and value else value
    return value or (Publication.PUBLIC if name == "publication" else "")


def _named_terms(values: Values, whole: Values) -> Sequence[Term]:
    codes: set[str] = set()
    for key in (*(KEYS[name][0] for name in CATALOGUES), MONEY[2]):
        value = whole.get(key) if key == MONEY[2] else values.get(key)
        codes |= set(value if isinstance(value, list) else [value] if value else [])
    return list(Term.objects.filter(code__in=codes)) if codes else []


def _money(whole: Values, terms: Mapping[Any, Term]) -> dict[str, Any]:
    amount, _said, source = (whole.get(name) for name in MONEY)
    if amount is None:
        return {"budget_lines": []}
    line = (_year(whole), terms[Catalogue.FUNDING, str(source)], Decimal(amount))
    return {"budget_kind": BudgetKind.AMOUNTS, "budget_lines": [line]}


PROJECTS = Table(
    code="projects",
    label=gettext_lazy("Projects"),
    lead=gettext_lazy(
        "New rows begin as drafts of your public entity: the office registers them when you send them."
    ),
    columns=columns,
    places=writes,
    reads=reads,
    rows=rows,
    create=create,
    change=change,
    remove=remove,
    id_label=gettext_lazy("key of the platform"),
    natural=("titulo",),
    asks=True,
    own_keys=True,
    check=check,
    page="projects:mine",
)
