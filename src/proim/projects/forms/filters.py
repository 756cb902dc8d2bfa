from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from proim.agencies.models import Agency, AgencyType
from proim.core.clock import today
from proim.projects.models import IctUse, touched_by
from proim.projects.models.project import ProjectQuerySet
from proim.projects.workflow import COUNTED
from proim.search.index import matching
from proim.taxonomy.models import Term
from proim.ui.forms import FilterForm, SearchInput

SORTS = {
    "newest": ("-registered_on", "-pk"),
    "title": ("title_key", "pk"),
    "ends": ("ends_on", "pk"),
}


class CatalogueFilter(FilterForm):
    """The filters above the catalogue; they stand in the address. Bad input filters nothing."""

    text = forms.CharField(
        label=_("Search"), required=False, max_length=200, widget=SearchInput, strip=True
    )
    strategy = forms.ChoiceField(label=_("Strategy"), required=False)
    stage = forms.ChoiceField(
        label=_("Stage"),
        required=False,
        choices=[("", _("Any")), *((stage.value, stage.label) for stage in COUNTED)],
    )
    type = forms.ChoiceField(
        label=_("Type of public entity"),
        required=False,
        choices=[("", _("Any")), *AgencyType.choices],
    )
    ict = forms.ChoiceField(
        label=_("Use of ICT"), required=False, choices=[("", _("Any")), *IctUse.choices]
    )
    sort = forms.ChoiceField(
        label=_("Order"),
        required=False,
        choices=[
            ("", _("newest first")),
            ("title", _("title")),
            ("ends", _("end date")),
        ],
    )
    agency = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        terms = Term.objects.of("strategy").on(today())
        self.fields["strategy"].choices = [("", _("Any")), *((t.code, t.label) for t in terms)]  # type: ignore[attr-defined]

    @property
    def is_ranked(self) -> bool:
        """Whether the best match comes first: words were asked for, and no other order."""
        said = self.cleaned_data if self.is_valid() else {}
        return bool(said.get("text")) and not said.get("sort")

    def narrow(self, projects: ProjectQuerySet) -> ProjectQuerySet:
        """Apply the filters that were filled in and are valid, and the order."""
        self.is_valid()
        said = {name: value for name, value in self.cleaned_data.items() if value}
        lookups = {
            "strategy": "strategy__code",
            "stage": "stage",
            "type": "agency__type",
            "ict": "ict_use",
        }
        projects = projects.filter(**{lookups[n]: v for n, v in said.items() if n in lookups})
        if (
            "agency" in said
        ):  # one that has ended keeps its address: what it led, whoever leads it now
            named = Agency.objects.filter(code=said["agency"])
            ended = named.filter(closed_on__lte=today()).values_list("pk", flat=True)
            led = touched_by(ended) if ended else Q(agency__code=said["agency"])
            projects = projects.filter(led)
        projects = projects.order_by(*SORTS[said.get("sort", "newest")])
        if "text" not in said:
            return projects
        found = matching(projects, said["text"])
        return found.order_by(*SORTS[said["sort"]]) if "sort" in said else found
