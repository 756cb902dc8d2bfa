from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from proim.training.models import MOST_OPTIONS, Exam, ExamQuestion
from proim.ui.forms import NumberInput


class ExamForm(forms.ModelForm[Exam]):
    """Pass mark, attempts, and whether the test is open."""

    class Meta:
        model = Exam
        fields = ["pass_mark", "attempts", "is_open"]
        widgets = {"pass_mark": NumberInput, "attempts": NumberInput}


class QuestionForm(forms.Form):
    """A question, two to six answers, and which is right."""

    text = forms.CharField(
        label=gettext_lazy("Question"), max_length=1000, widget=forms.Textarea({"rows": 2})
    )

    def __init__(self, *args: Any, question: ExamQuestion | None = None, **kwargs: Any) -> None:
        if question is not None:
            told = {f"option_{place}": text for place, text in enumerate(question.options)}
            kwargs["initial"] = {"text": question.text, "right": question.right, **told}
        super().__init__(*args, **kwargs)
        for place in range(MOST_OPTIONS):
            self.fields[f"option_{place}"] = forms.CharField(
                label=_("Answer %s") % (place + 1), max_length=300, required=place <= 1
            )
        self.fields["right"] = forms.TypedChoiceField(
            label=_("Right answer"),
            coerce=int,
            choices=[(place, _("Answer %s") % (place + 1)) for place in range(MOST_OPTIONS)],
            widget=forms.RadioSelect,
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        right = cleaned.get("right")
        if isinstance(right, int) and not cleaned.get(f"option_{right}"):
            self.add_error("right", _("That answer is empty."))
        return cleaned

    def question(self, exam: Exam) -> ExamQuestion:
        """Return the question that was typed; empty answers between others close up."""
        told = self.cleaned_data
        places = [place for place in range(MOST_OPTIONS) if told.get(f"option_{place}")]
        return ExamQuestion(
            exam=exam,
            text=told["text"],
            options=[told[f"option_{place}"] for place in places],
            right=places.index(told["right"]),
        )


class HandInForm(forms.Form):
    """The questions of a test, each with its answers."""

    def __init__(self, *args: Any, questions: Sequence[ExamQuestion], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number, question in enumerate(questions, 1):
            self.fields[f"q{question.pk}"] = forms.TypedChoiceField(
                label=f"{number}. {question.text}",
                coerce=int,
                choices=list(enumerate(question.options)),
                widget=forms.RadioSelect,
                error_messages={"required": _("Choose an answer.")},
            )

    @property
    def given(self) -> dict[int, int]:
        """The place of the chosen answer by id of the question."""
        return {int(name[1:]): place for name, place in self.cleaned_data.items()}
