"""What the office types in a review: comments at fields, and the filters of its queue."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from proim.accounts.models import User
from proim.agencies.models import AgencyType, covered_by
from proim.core.clock import today
from proim.projects.models.project import ProjectQuerySet
from proim.projects.sheet import label
from proim.projects.workflow import FIELDS, IN_REVIEW, Stage
from proim.search.index import matching
from proim.ui.forms import FilterForm, SearchInput


class CommentsForm(forms.Form):
    """A box at each field of the record."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in FIELDS:
            self.fields[f"comment_{name}"] = forms.CharField(
                label=_("Comment at “%s”") % label(name),
                required=False,
                max_length=2000,
                widget=forms.Textarea(attrs={"rows": 2}),
            )

    @property
    def comments(self) -> dict[str, str]:
        """The comments that were written, by field."""
        typed = {name: self.cleaned_data.get(f"comment_{name}", "") for name in FIELDS}
        return {name: text for name, text in typed.items() if text.strip()}


class QueueFilter(FilterForm):
    """The filters above the review queue. Bad input filters nothing."""

    text = forms.CharField(label=_("Search"), required=False, max_length=200, widget=SearchInput)
    show = forms.ChoiceField(
        label=_("Show"),
        required=False,
        choices=[
            ("", _("all that wait for the office")),
            ("new", _("not taken yet")),
            ("mine", _("those I review, or whose reviewer I cover")),
            ("late", _("overdue")),
            ("agency", _("returned, with the agency")),
        ],
    )
    type = forms.ChoiceField(
        label=_("Type of public entity"),
        required=False,
        choices=[("", _("All")), *AgencyType.choices],
    )

    def narrow(self, projects: ProjectQuerySet, reader: User) -> ProjectQuerySet:
        """Apply the filters; the earliest due date comes first."""
        self.is_valid()
        said = self.cleaned_data
        show = said.get("show", "")
        mine = covered_by(reader, today()) if show == "mine" else ()
        narrowed: dict[str, dict[str, Any]] = {
            "agency": {"stage": Stage.RETURNED},
            "new": {"stage": Stage.SUBMITTED},
            "mine": {"stage__in": IN_REVIEW, "reviewer__in": mine},
            "late": {"stage__in": IN_REVIEW, "review_due_on__lt": today()},
        }
        projects = projects.filter(**narrowed.get(show, {"stage__in": IN_REVIEW}))
        if said.get("type"):
            projects = projects.filter(agency__type=said["type"])
        projects = matching(projects, said.get("text", ""))
        return projects.order_by("answer_due_on" if show == "agency" else "review_due_on", "pk")


class MineFilter(FilterForm):
    """The filters above an agency's own projects. Bad input filters nothing."""

    text = forms.CharField(label=_("Search"), required=False, max_length=200, widget=SearchInput)
    stage = forms.ChoiceField(
        label=_("Stage"), required=False, choices=[("", _("All")), *Stage.choices]
    )

    def narrow(self, projects: ProjectQuerySet) -> ProjectQuerySet:
        """Apply the filters; what was returned comes first, then drafts, then the newest."""
        self.is_valid()
        if stage := self.cleaned_data.get("stage"):
            projects = projects.filter(stage=stage)
        return matching(projects, self.cleaned_data.get("text", "")).by_duty()
