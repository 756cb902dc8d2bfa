"""Forms over some fields of a record, made so that two people's work does not overwrite itself."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from django import forms
from django.forms import BoundField
from django.forms.utils import ErrorDict
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from proim.agencies.models import Agency
from proim.desk.forms import Marks, Shared
from proim.projects.forms.fields import field_for
from proim.projects.models import BudgetKind, IctUse, Observation, Project, Publication
from proim.projects.models.answers import plain, stored
from proim.projects.sheet import in_words
from proim.projects.workflow import FIELDS, REQUIRED_FROM

HELP = {
    "title_es": gettext_lazy("Short and clear, as a neighbour would say it."),
    "lead_name": gettext_lazy("Who answers for the work from day to day."),
    "lead_contact": gettext_lazy("E-mail or telephone of the office; it is not published."),
    "secondary_strategies": gettext_lazy("They are not counted in the programme's table."),
    "ict_components": gettext_lazy("Only if the project uses ICT."),
    "is_knowledge_management": gettext_lazy(
        "Yes if its aim is to gather, keep or share what people know, such as manuals or lessons."
    ),
    "problem_es": gettext_lazy("What goes wrong today, for whom, and how often."),
    "objective_es": gettext_lazy("What will be different when the project ends."),
    "population_es": gettext_lazy("Who will notice the change."),
    "baseline_value": gettext_lazy(
        "A figure of today to compare with, such as 22 days per permit."
    ),
    "procedures": gettext_lazy("One per line."),
    "budget_lines": gettext_lazy("Empty rows are left out. In Mexican pesos."),
    "reserved_ground": gettext_lazy("Only if it is reserved: law and article."),
}
PARTS: tuple[tuple[Promise, tuple[str, ...]], ...] = (
    (gettext_lazy("The project"), ("title_es", "problem_es", "objective_es", "population_es")),
    (gettext_lazy("Who leads it"), ("lead_name", "lead_post", "lead_area")),
    (gettext_lazy("What kind of project it is"), ("strategy", "subtopics", "scope")),
    (
        gettext_lazy("Knowledge and technology"),
        ("is_knowledge_management", "ict_use", "ict_components"),
    ),
    (gettext_lazy("When"), ("starts", "ends")),
)
REGISTRATION = tuple(name for _legend, names in PARTS for name in names)


@dataclass(frozen=True, slots=True)
class Line:
    """A field on screen, the comments at it, and the choice between two answers if there are two."""

    field: BoundField
    chooser: BoundField | None = None
    comments: tuple[Observation, ...] = ()


def names_in(data: QueryDict) -> list[str]:
    """Return the fields that the page showed from which ``data`` was sent."""
    seen_there = Marks.read(data.get("state", ""), FIELDS).seen
    return [name for name in FIELDS if name in seen_there]


class RecordForm(Shared, forms.Form):
    """Some fields of a record. ``answers`` is what the person changed, whoever else did what."""

    use_required_attribute = False  # a draft may be saved with gaps
    parts: Sequence[tuple[Any, Iterable[str]]] = ()

    def __init__(
        self,
        names: Iterable[str],
        project: Project | None = None,
        data: QueryDict | None = None,
        *,
        sending: bool = False,
        comments: Mapping[str, list[Observation]] | None = None,
    ) -> None:
        super().__init__(data)
        names = tuple(names)
        self.project, self.sending, self.comments = project, sending, comments or {}
        for name in names:
            texts = {"help_text": HELP[name]} if name in HELP else {}
            self.fields[name] = field_for(name, required=name in REQUIRED_FROM, **texts)
            if project:
                self.initial[name] = stored(project, name)
        if project and "partner_agencies" in self.fields:
            partners: Any = self.fields["partner_agencies"]
            partners.queryset = partners.queryset.exclude(pk=project.agency_id)
        self.share(names, partial(stored, project) if project else None)

    def plain(self, name: str, value: Any) -> Any:
        return plain(name, value)

    def words(self, name: str, value: Any) -> str:
        return "; ".join(in_words(name, value))

    def full_clean(self) -> None:
        """Check what was typed; without sending, only the title must be there."""
        marked = {name: self.fields[name].required for name in self.names}
        for name in self.names:
            strict = self.sending and name != "ict_components"
            self.fields[name].required = marked[name] and (strict or name == "title_es")
        super().full_clean()
        for name, needed in marked.items():  # the screen marks what sending will ask
            self.fields[name].required = needed

    def set_aside(self) -> None:
        """Keep what was typed without judging it yet: somebody asked for more rows."""
        self._errors, self.cleaned_data = ErrorDict(), {}

    def clean(self) -> dict[str, Any]:
        told = self.cleaned_data
        uses_ict = told.get("ict_use", IctUse.NONE) not in ("", IctUse.NONE)
        if self.sending and uses_ict and "ict_components" in told and not told["ict_components"]:
            self.add_error("ict_components", _("Say which components it uses."))
        starts, ends = told.get("starts"), told.get("ends")
        if starts and ends and ends.last < starts.first:
            self.add_error("ends", _("The end date is before the start date."))
        if told.get("publication") == Publication.RESERVED and not told.get("reserved_ground"):
            self.add_error("reserved_ground", _("Say on what legal ground the record is reserved."))
        if told.get("budget_lines") and told.get("budget_kind", "amounts") != BudgetKind.AMOUNTS:
            text = _("There are amounts below. Choose “amounts by year and source”, or empty them.")
            self.add_error("budget_kind", text)
        return told

    @property
    def layout(self) -> list[tuple[Any, list[Line]]]:
        """The parts of the form with their fields, in the order of the screen."""
        parts = self.parts or [("", self.names)]
        return [
            (legend, [self._line(n) for n in names if n in self.fields]) for legend, names in parts
        ]

    def _line(self, name: str) -> Line:
        return Line(self[name], self.chooser(name), tuple(self.comments.get(name, ())))


class RegistrationForm(RecordForm):
    """The short screen: what registration asks, and the agency where there is a choice."""

    parts = PARTS

    def __init__(
        self,
        project: Project | None = None,
        data: QueryDict | None = None,
        *,
        agencies: Sequence[Agency] = (),
        sending: bool = False,
    ) -> None:
        super().__init__(REGISTRATION, project, data, sending=sending)
        if len(agencies) > 1:
            rows = Agency.objects.filter(pk__in=[agency.pk for agency in agencies])
            self.fields["agency"] = forms.ModelChoiceField(rows, label=_("Lead agency"))
            self.order_fields(["title_es", "agency"])
            legend, names = PARTS[0]
            self.parts = ((legend, ("title_es", "agency", *names[1:])), *PARTS[1:])

    def _line(self, name: str) -> Line:
        return Line(self[name]) if name == "agency" else super()._line(name)
