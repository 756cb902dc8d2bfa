"""What the gallery shows: each component with everything that it may have to hold."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.utils.translation import gettext_lazy as _

from proim.core.quarters import Quarter
from proim.ui.forms import DateInput, FilterForm, MoneyInput, SearchInput
from proim.ui.parts import Bar, Step, Tab, Tag
from proim.ui.slots import Text

KINDS = [("service", _("A service for citizens")), ("process", _("A process inside the office"))]
AREAS = [
    ("planning", _("Planning")),
    ("evaluation", _("Evaluation")),
    ("people", _("Human resources")),
]


class SampleForm(forms.Form):
    """One field of each kind."""

    title = forms.CharField(
        label=_("Title of the project"),
        help_text=_("One line, without acronyms, as you would tell a neighbour."),
        max_length=150,
    )
    problem = forms.CharField(label=_("What it solves"), widget=forms.Textarea(attrs={"rows": 4}))
    kind = forms.ChoiceField(label=_("What it improves"), choices=KINDS, widget=forms.RadioSelect)
    areas = forms.MultipleChoiceField(
        label=_("Areas that take part"),
        choices=AREAS,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Mark all that do."),
        required=False,
    )
    strategy = forms.ChoiceField(label=_("Strategy"), choices=[("", "—"), *KINDS])
    starts_on = forms.DateField(label=_("Start"), widget=DateInput)
    budget = forms.DecimalField(label=_("Budget"), widget=MoneyInput, localize=True, required=False)
    evidence = forms.FileField(label=_("Letter of the head of the agency"), required=False)
    agreed = forms.BooleanField(label=_("The head of the agency knows this project"))


class SampleFilter(FilterForm):
    """The filters of a list."""

    text = forms.CharField(label=_("Words"), widget=SearchInput, required=False)
    kind = forms.ChoiceField(
        label=_("What it improves"), choices=[("", _("All")), *KINDS], required=False
    )
    since = forms.DateField(label=_("Since"), widget=DateInput, required=False)


@dataclass(frozen=True, slots=True)
class Change:
    label: Text
    before: Text
    after: Text


@dataclass(frozen=True, slots=True)
class Entry:
    who: str
    at: datetime
    label: Text
    comment: Text = ""
    changes: list[Change] = field(default_factory=list)


def context(query: Mapping[str, str]) -> dict[str, Any]:
    """Return everything that the gallery shows."""
    wrong = SampleForm(
        {"title": "", "budget": "mucho", "kind": "", "problem": "Filas de tres horas."}
    )
    wrong.add_error(None, _("The project was changed by somebody else meanwhile."))
    return {
        "form": SampleForm(),
        "wrong": wrong,
        "filters": SampleFilter(query or None),
        "page": Paginator(range(412), 25).get_page(query.get("page", 4)),
        "tabs": _tabs(),
        "steps": _steps(),
        "bars": _bars(),
        "entries": _entries(),
        "words": [
            Tag(_("Procedures"), "#tags"),
            Tag(_("Citizen service")),
            Tag("e-Gobierno", "#tags"),
        ],
        "today": date(2011, 6, 30),
        "quarter": Quarter(2010, 4),
        "amount": Decimal("1234567.5"),
        "share": Decimal(50),
        "nobody": None,
        "hostile": "<script>alert('hola')</script>",
        "long": "Subdirección de Desarrollo Organizacional y Simplificación Administrativa de Trámites y Servicios",
        "tones": ["neutral", "brand", "info", "success", "warning", "danger"],
        "rows": _rows(),
    }


def _tabs() -> list[Tab]:
    return [
        Tab(_("Record"), "?view=record", current=True),
        Tab(_("Reports"), "?view=reports", count=3),
        Tab(_("History"), "?view=history", count=12),
    ]


def _steps() -> list[Step]:
    return [
        Step(_("Draft"), "done", "2011-01-17"),
        Step(_("Sent for review"), "done", "2011-01-21"),
        Step(_("Registered"), "current", "2011-02-04"),
        Step(_("Pilot"), "skipped"),
        Step(_("In operation"), "todo"),
        Step(_("Closed"), "todo"),
    ]


def _bars() -> list[Bar]:
    return [
        Bar(_("Efficient and Effective Government"), 33, "#bars", "44.0%"),
        Bar(_("Reliable and Quality Government"), 24, "#bars", "32.0%"),
        Bar(_("Participative and Inclusive Government"), 5, "#bars", "6.7%"),
        Bar(_("Electronic Government"), 13, "#bars", "17.3%"),
    ]


def _entries() -> list[Entry]:
    return [
        Entry(
            "Luz Barrera Téllez",
            datetime(2011, 2, 4, 17, 20, tzinfo=UTC),
            _("Registered by the office"),
        ),
        Entry(
            "Martín Olvera Ruiz",
            datetime(2011, 1, 28, 15, 5, tzinfo=UTC),
            _("Edited"),
            changes=[
                Change(
                    _("Objective"),
                    "Mejorar el trámite.",
                    "Reducir de 15 a 3 días la licencia de construcción.",
                ),
                Change(_("Budget"), "—", "$1,250,000.00"),
            ],
        ),
        Entry(
            "Luz Barrera Téllez",
            datetime(2011, 1, 25, 19, 40, tzinfo=UTC),
            _("Returned for correction"),
            _("Please say by how much the waiting time is to fall."),
        ),
    ]


def _rows() -> list[dict[str, Any]]:
    return [
        {
            "folio": "PROIM-2011-0007",
            "title": "Licencia de construcción en ventanilla única",
            "agency": "SEDUVI",
            "stage": _("registered"),
            "tone": "success",
            "budget": Decimal(1250000),
        },
        {
            "folio": "PROIM-2011-0012",
            "title": "Expediente clínico electrónico en centros de salud",
            "agency": "SSA-DF",
            "stage": _("returned"),
            "tone": "warning",
            "budget": None,
        },
        {
            "folio": "PROIM-2011-0031",
            "title": "Padrón único de beneficiarios",
            "agency": "SDS",
            "stage": _("late"),
            "tone": "danger",
            "budget": Decimal(480000),
        },
    ]
