"""The fields of a record that are more than a text: yes or no, terms, money, feasibility."""

from collections.abc import Callable, Mapping
from decimal import Decimal, InvalidOperation
from itertools import groupby
from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from proim.agencies.models import Agency
from proim.core.clock import today
from proim.core.dates import PartialDateField
from proim.projects.models import FeasibilityKind, Project, Verdict
from proim.projects.sheet import label
from proim.taxonomy.models import Catalogue, Term

SPARE_ROWS = 3
LONGEST_NOTE = 250
YEARS = range(1990, 2100)
Made = Callable[..., forms.Field]


class YesNoField(forms.TypedChoiceField):
    """A question with two answers and none chosen beforehand."""

    def __init__(self, **kwargs: Any) -> None:
        choices = [("yes", gettext_lazy("Yes")), ("no", gettext_lazy("No"))]
        kwargs |= {"choices": choices, "coerce": "yes".__eq__, "empty_value": None}
        super().__init__(widget=forms.RadioSelect, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return {True: "yes", False: "no"}.get(value, value)


class StrategyField(forms.ModelChoiceField[Term]):
    """The principal strategy: each choice with its definition, which people must read to choose."""

    widget = forms.RadioSelect

    def label_from_instance(self, obj: Term) -> SafeString:
        return format_html(
            '<span><strong>{}</strong><br><span class="soft">{}</span></span>',
            obj.label,
            obj.definition,
        )


class GroupedIterator(forms.models.ModelChoiceIterator[Any]):
    """Terms under the label of the term that they belong to."""

    def __iter__(self) -> Any:
        terms = self.queryset.select_related("parent")
        ordered = sorted(
            terms, key=lambda t: (t.parent.position, t.parent.code, t.position, t.code)
        )
        for parent, children in groupby(ordered, key=lambda term: term.parent):
            yield parent.label, [self.choice(term) for term in children]


class GroupedCheckboxes(forms.CheckboxSelectMultiple):
    template_name = "projects/widgets/grouped.html"


class GroupedTermsField(forms.ModelMultipleChoiceField[Term]):
    """Terms of a catalogue to tick, grouped by what they belong to."""

    iterator = GroupedIterator
    widget = GroupedCheckboxes


class RowsWidget(forms.Widget):
    """Base of widgets that hold rows of boxes; the first box bears the id that errors link to."""

    use_fieldset = True

    def id_for_label(self, id_: str, index: Any = None) -> str:
        return ""


class BudgetWidget(RowsWidget):
    """Year, source and amount in rows: those that were filled, and three spare ones."""

    template_name = "projects/widgets/budget.html"

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[tuple[str, str, str]]:
        columns = [data.getlist(f"{name}_{part}") for part in ("year", "source", "amount")]
        return [(a.strip(), b, c.strip()) for a, b, c in zip(*columns, strict=False) if a or b or c]

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        filled = [(y, getattr(s, "pk", s), a) for y, s, a in value or ()]
        context["widget"]["rows"] = filled + [("", "", "")] * SPARE_ROWS
        sources = Term.objects.of(Catalogue.FUNDING).on(today())
        context["widget"]["sources"] = [(term.pk, term.label) for term in sources]
        return context


class BudgetField(forms.Field):
    """Amounts of money by year and source, as triples."""

    widget = BudgetWidget

    def clean(self, value: Any) -> list[tuple[int, Term, Decimal]]:
        sources = {str(term.pk): term for term in Term.objects.of(Catalogue.FUNDING)}
        found = []
        for number, (year, source, amount) in enumerate(value or (), start=1):
            if not (year.isdigit() and int(year) in YEARS):
                raise forms.ValidationError(_("Row %s: write the year with four digits.") % number)
            if source not in sources:
                raise forms.ValidationError(
                    _("Row %s: choose where the money comes from.") % number
                )
            found.append((int(year), sources[source], _pesos(amount, number)))
        if len({(year, source.pk) for year, source, _amount in found}) < len(found):
            raise forms.ValidationError(_("A year and a source are listed twice."))
        return found


def _pesos(text: str, number: int) -> Decimal:
    try:
        amount = Decimal(text.replace("$", "").replace(",", "").replace(" ", ""))
        fits = 0 <= amount < 10**12 and amount == round(amount, 2)
    except InvalidOperation:
        fits = False
    if not fits:
        raise forms.ValidationError(
            _("Row %s: write the amount in pesos, such as 1250000.50.") % number
        )
    return round(amount, 2)


class FeasibilityWidget(RowsWidget):
    """A verdict and a note for each respect."""

    template_name = "projects/widgets/feasibility.html"

    def value_from_datadict(self, data: Any, files: Any, name: str) -> dict[str, tuple[str, str]]:
        pairs = {
            kind: (data.get(f"{name}_{kind}", ""), data.get(f"{name}_{kind}_note", "").strip())
            for kind in FeasibilityKind.values
        }
        return {kind: pair for kind, pair in pairs.items() if any(pair)}

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        told: Mapping[str, tuple[str, str]] = value or {}
        context["widget"]["rows"] = [
            (kind, capfirst(str(text)), *told.get(kind, ("", "")))
            for kind, text in FeasibilityKind.choices
        ]
        context["widget"]["verdicts"] = Verdict.choices
        return context


class FeasibilityField(forms.Field):
    """Whether the project is feasible, respect by respect."""

    widget = FeasibilityWidget

    def clean(self, value: Any) -> dict[str, tuple[str, str]]:
        for kind, (verdict, note) in (value or {}).items():
            said = {"respect": FeasibilityKind(kind).label}
            if verdict not in Verdict.values:
                text = _("Say whether it is feasible in this respect: %(respect)s.")
                raise forms.ValidationError(text % said)
            if len(note) > LONGEST_NOTE:
                text = _("This note is longer than 250 characters: %(respect)s.")
                raise forms.ValidationError(text % said)
        return dict(value or {})


def _terms(catalogue: str, made: Any = forms.ModelMultipleChoiceField, **kwargs: Any) -> Made:
    def make(**more: Any) -> forms.Field:
        field: forms.Field = made(Term.objects.of(catalogue).on(today()), **kwargs, **more)
        return field

    return make


def _agencies(**kwargs: Any) -> forms.Field:
    open_ones = Agency.objects.filter(closed_on__isnull=True)
    return forms.ModelMultipleChoiceField(open_ones, widget=forms.CheckboxSelectMultiple, **kwargs)


TICKS = {"widget": forms.CheckboxSelectMultiple}
MADE: dict[str, Made] = {
    "strategy": _terms(Catalogue.STRATEGY, StrategyField, empty_label=None),
    "secondary_strategies": _terms(Catalogue.STRATEGY, **TICKS),
    "subtopics": _terms(Catalogue.SUBTOPIC, GroupedTermsField),
    "ict_components": _terms(Catalogue.ICT_COMPONENT, **TICKS),
    "demarcations": _terms(Catalogue.DEMARCATION, **TICKS),
    "partner_agencies": _agencies,
    "is_knowledge_management": YesNoField,
    "starts": PartialDateField,
    "ends": PartialDateField,
    "budget_lines": BudgetField,
    "feasibility": FeasibilityField,
}
RADIOS = (
    "scope",
    "nature",
    "ict_use",
    "population_kind",
    "impact_level",
    "budget_kind",
    "publication",
)


def field_for(name: str, **kwargs: Any) -> forms.Field:
    """Return the form field for the field ``name`` of a record."""
    if name in MADE:
        return MADE[name](label=label(name), **kwargs)
    column: Any = Project._meta.get_field(name)
    if column.get_internal_type() == "TextField":
        kwargs["widget"] = forms.Textarea(attrs={"rows": 3})
    elif name in RADIOS:
        kwargs["widget"] = forms.RadioSelect
    field: Any = column.formfield(**kwargs)
    if name in RADIOS:
        field.choices = [(value, capfirst(str(text))) for value, text in column.choices]
    elif column.choices:
        field.choices = [("", _("Choose")), *column.choices]
    return field  # type: ignore[no-any-return]
