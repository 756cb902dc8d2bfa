"""What the screens of the change groups take."""

from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from proim.change_groups.formulas import STATEMENTS
from proim.change_groups.models import (
    Agreement,
    Group,
    Initiative,
    Meeting,
    Member,
    PlannedAction,
    Promotion,
    Pulse,
)
from proim.change_groups.pulses import ANSWERS, TEXTS
from proim.change_groups.workflow import MET
from proim.core.clock import today
from proim.ui.forms import DateInput, NumberInput


class GroupForm(forms.ModelForm[Group]):
    """The act of constitution."""

    class Meta:
        model = Group
        fields = ["constituted_on", "act", "purpose", "minutes"]
        widgets = {"constituted_on": DateInput, "purpose": forms.Textarea({"rows": 3})}


class ReasonForm(forms.Form):
    """Why."""

    reason = forms.CharField(label=_("Reason"), max_length=250)


class MemberForm(forms.ModelForm[Member]):
    """Who joins a group, from which area, as what."""

    email = forms.EmailField(
        label=_("E-mail"), help_text=_("Who has no account yet is invited to this address.")
    )
    full_name = forms.CharField(label=_("Full name"), max_length=150)
    post = forms.CharField(label=_("Post"), max_length=150, required=False)

    class Meta:
        model = Member
        fields = ["area", "role", "since"]
        widgets = {"since": DateInput}

    field_order = ("email", "full_name", "post", "area", "role", "since")


class EndForm(forms.Form):
    """The last day of a member."""

    until = forms.DateField(label=_("Last day"), widget=DateInput)


class SecureURLField(forms.URLField):
    """An address; one that is typed without its scheme is taken as https."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(assume_scheme="https", **kwargs)


class MeetingForm(forms.ModelForm[Meeting]):
    """When and where a group meets, and what about."""

    class Meta:
        model = Meeting
        fields = ["on", "starts", "ends", "place", "link", "agenda"]
        field_classes = {"link": SecureURLField}
        widgets = {
            "on": DateInput,
            "starts": forms.TimeInput({"type": "time"}, format="%H:%M"),
            "ends": forms.TimeInput({"type": "time"}, format="%H:%M"),
            "agenda": forms.Textarea({"rows": 5}),
        }


class HoldForm(forms.Form):
    """Who came and what was discussed."""

    came = forms.ModelMultipleChoiceField(
        Member.objects.none(), label=_("Who came"), widget=forms.CheckboxSelectMultiple
    )
    minutes = forms.CharField(label=_("What was discussed"), widget=forms.Textarea({"rows": 8}))

    def __init__(self, data: Any, meeting: Meeting) -> None:
        rows = meeting.attendance.filter(came=True).values_list("member_id", flat=True)
        super().__init__(data, initial={"came": list(rows), "minutes": meeting.minutes})
        members = meeting.group.members.on(meeting.on).select_related("person")
        self.fields["came"].queryset = members  # type: ignore[attr-defined]


class AgreementForm(forms.ModelForm[Agreement]):
    """What was agreed on, who does it and by when."""

    class Meta:
        model = Agreement
        fields = ["text", "owner", "due_on"]
        widgets = {"due_on": DateInput, "text": forms.Textarea({"rows": 3})}

    def __init__(self, data: Any, *, instance: Agreement) -> None:
        super().__init__(data, instance=instance)
        meeting = instance.meeting
        members = meeting.group.members.on(meeting.on).select_related("person")
        self.fields["owner"].queryset = members  # type: ignore[attr-defined]


class OutcomeForm(forms.Form):
    """What came of an agreement, or of an action of the plan."""

    outcome = forms.CharField(label=_("What came of it"), widget=forms.Textarea({"rows": 3}))


class PlannedActionForm(forms.ModelForm[PlannedAction]):
    """What the group is going to do, who is in charge, from when and by when."""

    class Meta:
        model = PlannedAction
        fields = ["text", "owner", "starts_on", "due_on"]
        widgets = {
            "text": forms.Textarea({"rows": 3}),
            "starts_on": DateInput,
            "due_on": DateInput,
        }

    def __init__(self, data: Any, *, instance: PlannedAction) -> None:
        super().__init__(data, instance=instance)
        members = instance.group.members.on(today())
        if instance.owner_id:  # who left stays to be seen until somebody else is chosen
            members |= instance.group.members.filter(pk=instance.owner_id)
        self.fields["owner"].queryset = members.select_related("person")  # type: ignore[attr-defined]


class PromotionForm(forms.ModelForm[Promotion]):
    """What was done to promote modernization, and whom it reached."""

    class Meta:
        model = Promotion
        fields = ["kind", "on", "title", "about", "reach", "counted"]
        widgets = {
            "on": DateInput,
            "about": forms.Textarea({"rows": 4}),
            "reach": NumberInput,
        }


class InitiativeForm(forms.ModelForm[Initiative]):
    """Which problem somebody sees, and what they propose."""

    class Meta:
        model = Initiative
        fields = ["title", "problem", "proposal"]
        widgets = {
            "problem": forms.Textarea({"rows": 5}),
            "proposal": forms.Textarea({"rows": 5}),
        }


class MeetingChoice(forms.ModelChoiceField[Meeting]):
    """Meetings by their day, in the reader's language."""

    def label_from_instance(self, obj: Any) -> str:
        """Name a meeting by its day."""
        title: str = obj.title
        return title


class EndorseForm(forms.Form):
    """In which meeting the group endorsed an initiative."""

    meeting = MeetingChoice(Meeting.objects.none(), label=_("Meeting"))

    def __init__(self, data: Any, initiative: Initiative) -> None:
        super().__init__(data)
        held = initiative.group.meetings.filter(stage__in=MET, on__gte=initiative.proposed_on)
        self.fields["meeting"].queryset = held  # type: ignore[attr-defined]


class PulseForm(forms.ModelForm[Pulse]):
    """The days for which a pulse is open."""

    class Meta:
        model = Pulse
        fields = ["opens_on", "closes_on"]
        widgets = {"opens_on": DateInput, "closes_on": DateInput}


class AnswerForm(forms.Form):
    """How far somebody agrees with each statement."""

    def __init__(self, data: Any) -> None:
        super().__init__(data)
        choices = [(step, capfirst(str(words))) for step, words in ANSWERS.items()]
        for statement in STATEMENTS:
            self.fields[statement] = forms.TypedChoiceField(
                label=TEXTS[statement], choices=choices, coerce=int, widget=forms.RadioSelect
            )

    @property
    def answers(self) -> dict[str, int]:
        """The step of each statement."""
        return {statement: self.cleaned_data[statement] for statement in STATEMENTS}
