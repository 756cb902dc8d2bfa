"""The steps of an import on screen: the file, the headers, the conflicts."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BoundField
from django.http import QueryDict
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from proim.core.clock import today
from proim.core.errors import DomainError
from proim.sheets.formulas import matching as alike
from proim.sheets.matching import (
    Answers,
    Question,
    all_columns,
    questions,
    strangers,
    ways,
)
from proim.sheets.messages import refusal
from proim.sheets.reading.grids import Grid
from proim.sheets.reading.opening import LIMIT_BYTES, raw
from proim.sheets.showing import ID, OWN_KEY, Lists
from proim.sheets.slots import Column, Facts, Kind, Place, Table
from proim.ui.forms import DateInput

ACCEPT = ".xlsx,.ods,.xls,.csv,.txt,.tsv"
LEAVE_OUT = "-"
SHORT_LIST = 40  # entries: a longer list is no value for all rows alike
LATEST = (("dmy", gettext_lazy("day / month / year")), ("mdy", gettext_lazy("month / day / year")))
ASKED: dict[str, tuple[Any, tuple[tuple[str, Any], ...]]] = {
    "order": (gettext_lazy("In “%(column)s” dates such as %(example)s are written as"), LATEST),
    "fiscal": (
        gettext_lazy("In “%(column)s”, what does %(example)s mean?"),
        (
            ("12", gettext_lazy("calendar years, or a month of the year")),
            ("3", gettext_lazy("a fiscal year that ends in March")),
            ("6", gettext_lazy("a fiscal year that ends in June")),
            ("9", gettext_lazy("a fiscal year that ends in September")),
        ),
    ),
    "decimal": (
        gettext_lazy("In “%(column)s” a figure such as %(example)s uses"),
        (
            (".", gettext_lazy("the point for decimals, the comma for thousands")),
            (",", gettext_lazy("the comma for decimals, the point for thousands")),
        ),
    ),
}
UNITS = (
    ("1", gettext_lazy("pesos")),
    ("1000", gettext_lazy("thousands of pesos")),
    ("1000000", gettext_lazy("millions of pesos")),
)


class UploadForm(forms.Form):
    """The file, and for whom it is brought in."""

    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy("XLSX, ODS, XLS or CSV, at most 8 MB and 5,000 rows; no macros."),
        widget=forms.FileInput(attrs={"accept": ACCEPT}),
    )

    def __init__(self, table: Table, places: Iterable[Place], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(place.code, place.label) for place in places]
        self.only = choices[0][0] if len(choices) == 1 else None
        if self.only is None:
            self.fields["place"] = forms.ChoiceField(
                label=_("For which public entity"), choices=choices
            )
        if table.dated:
            self.fields["since"] = forms.DateField(
                label=_("The list holds since"), widget=DateInput, initial=today
            )
            self.fields["ground"] = forms.CharField(label=_("Legal ground"), max_length=250)

    def clean_file(self) -> Any:
        """Open the file, within bounds; what is in it is kept in ``told``."""
        file = self.cleaned_data["file"]
        if file.size > LIMIT_BYTES:
            raise ValidationError(refusal("too_big"))
        self.bytes: bytes = file.read()
        try:
            self.told = raw(self.bytes)
        except DomainError as error:
            raise ValidationError(str(error)) from None
        return file

    @property
    def facts(self) -> Facts:
        """What holds for the whole file."""
        said = self.cleaned_data
        place = said.get("place", "") if self.only is None else self.only
        return Facts(place, said.get("since"), said.get("ground", ""))


class MatchForm(forms.Form):
    """Which header means which column; and what their cells leave open, asked once for a column."""

    use_required_attribute = False
    asked = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(
        self, table: Table, grid: Grid, proposal: Answers, data: QueryDict | None = None
    ) -> None:
        super().__init__(data)
        self.table, self.grid, self.proposal = table, grid, proposal
        self.declared = {column.key: column for column in all_columns(table)}
        self.lists = Lists(table.columns())
        self._columns()
        self.chosen = self._chosen(data) if data is not None else proposal
        self.open = questions(table, grid, self.chosen)
        self.words = strangers(table, grid, self.chosen, self.lists)
        self._questions()
        shown = set(str(data.get("asked", "") if data is not None else "").split())
        self.is_answered = set(self.asked_names) <= shown
        self.initial["asked"] = " ".join(self.asked_names)
        if data is not None and not self.is_answered:
            self.data = data.copy()
            self.data["asked"] = " ".join(self.asked_names)

    def _columns(self) -> None:
        choices: list[Any] = [("", _("Do not bring in"))]
        choices += [
            (name, capfirst(str(column.label)))
            for name, column in self.declared.items()
            if not column.computed
        ]
        for place, header in enumerate(self.grid.headers):
            if header or any(cell not in (None, "") for cell in self.grid.column(place)):
                self.fields[f"column_{place}"] = forms.ChoiceField(
                    label=header or _("(no header)"),
                    choices=choices,
                    required=False,
                    initial=self.proposal.columns.get(str(place), ""),
                )

    def _chosen(self, data: QueryDict) -> Answers:
        columns = {
            name.removeprefix("column_"): data.get(name, "")
            for name in self.fields
            if name.startswith("column_")
        }
        columns = {place: name for place, name in columns.items() if name in self.declared}
        return Answers(columns=columns, words=self.proposal.words)

    def _questions(self) -> None:
        self.asked_names: list[str] = []
        for question in self.open:
            self._ask(question)
        for name in self.chosen.places:
            if (
                name in self.declared
                and self.declared[name].kind == Kind.MONEY
                and not self.grid.is_ours
            ):
                label = _("The amounts in “%s” are in") % self._label(name)
                known = str(self.proposal.ways.get(name, {}).get("unit") or "1")
                self._add(
                    f"unit_{name}", forms.ChoiceField(label=label, choices=UNITS, initial=known)
                )
        for name, words in self.words.items():
            self._ask_words(name, words)
        if not self.grid.is_ours:
            self._fixed()

    def _ask(self, question: Question) -> None:
        text, options = ASKED[question.about]
        label = str(text) % {"column": self._label(question.column), "example": question.example}
        choices = [("", _("I do not know: mark these cells")), *options]
        field = forms.ChoiceField(
            label=label, choices=choices, required=False, widget=forms.RadioSelect
        )
        self._add(f"{question.about}_{question.column}", field)

    def _ask_words(self, name: str, words: list[str]) -> None:
        entries = [(entry.code, entry.label) for entry in self.lists.entries(name)]
        if self.declared[name].kind == Kind.YES_NO:
            entries = [("yes", _("Yes")), ("no", _("No"))]
        labels = {entry.label: entry.code for entry in self.lists.entries(name)}
        for number, word in enumerate(words):
            hint = labels.get(alike.suggestion(word, labels), "")
            self._add(
                f"word_{name}_{number}",
                forms.ChoiceField(
                    label=_("“%(word)s” in “%(column)s” means")
                    % {"word": word[:80], "column": self._label(name)},
                    choices=[
                        ("", _("Mark it as an error")),
                        (LEAVE_OUT, _("Leave it out")),
                        *entries,
                    ],
                    required=False,
                    help_text=_("It looks like “%s”.") % dict(entries)[hint] if hint else "",
                ),
            )

    def _fixed(self) -> None:
        """Offer one value for all new rows in the columns that the file has not."""
        for column in self.table.columns():
            if column.computed or column.key in self.chosen.places:
                continue
            if (
                column.kind in (Kind.CHOICE, Kind.CHOICES)
                and len(self.lists.entries(column.key)) <= SHORT_LIST
            ):
                entries = [(entry.code, entry.label) for entry in self.lists.entries(column.key)]
            elif column.kind == Kind.YES_NO:
                entries = [("yes", _("Yes")), ("no", _("No"))]
            else:
                continue
            known = self.proposal.fixed.get(column.key, "")
            self.fields[f"fixed_{column.key}"] = forms.ChoiceField(
                label=self._label(column.key),
                choices=[("", _("(nothing)")), *entries],
                required=False,
                initial=known,
            )
        if "presupuesto_anio" not in self.chosen.places and self._has("presupuesto_anio"):
            self.fields["fixed_presupuesto_anio"] = forms.IntegerField(
                label=self._label("presupuesto_anio"),
                required=False,
                min_value=1990,
                max_value=2099,
                initial=self.proposal.fixed.get("presupuesto_anio"),
            )

    def _has(self, name: str) -> bool:
        return name in self.declared

    def _add(self, name: str, field: forms.Field) -> None:
        self.fields[name] = field
        self.asked_names.append(name)

    def _label(self, name: str) -> str:
        return capfirst(str(self.declared[name].label))

    def clean(self) -> dict[str, Any]:
        """Refuse a column that two headers claim, and a file of which nothing is brought in."""
        said = self.cleaned_data
        seen: dict[str, str] = {}
        for name in [name for name in self.fields if name.startswith("column_")]:
            column = said.get(name)
            if column and seen.setdefault(column, name) != name:
                text = _("Another header is “%s” already.") % self._label(column)
                self.add_error(name, text)
        if not (set(seen) - {ID, OWN_KEY}):
            raise ValidationError(_("Say at least for one header which column it is."))
        return said

    @property
    def answers(self) -> Answers:
        """What was answered, for the check and for the next file."""
        said = self.cleaned_data
        found = Answers(
            columns=dict(self.chosen.columns),
            words={n: dict(w) for n, w in self.proposal.words.items()},
        )
        found.ways = {name: dict(way) for name, way in ways(self.table, self.grid, found).items()}
        for name in self.asked_names:
            about, _sign, column = name.partition("_")
            if about in (*ASKED, "unit") and said.get(name):
                value = said[name]
                told = int(value) if about in ("fiscal", "unit") else value
                found.ways.setdefault(column, {})[about] = told
        for column, words in self.words.items():
            for number, word in enumerate(words):
                if code := said.get(f"word_{column}_{number}"):
                    told = "" if code == LEAVE_OUT else code
                    found.words.setdefault(column, {})[alike.key(word)] = told
        fixed = {
            name.removeprefix("fixed_"): said.get(name)
            for name in self.fields
            if name.startswith("fixed_")
        }
        found.fixed = {name: str(value) for name, value in fixed.items() if value}
        return found

    # --- parts for the page ------------------------------------------------------------------------

    @property
    def headers(self) -> list[tuple[BoundField, list[str]]]:
        """The headers with the first cells under them."""
        return [
            (self[name], self.grid.samples(int(name.removeprefix("column_"))))
            for name in self.fields
            if name.startswith("column_")
        ]

    @property
    def asked_fields(self) -> list[BoundField]:
        """What must be asked before the cells can be read."""
        return [self[name] for name in self.asked_names]

    @property
    def fixed_fields(self) -> list[BoundField]:
        """One value for all new rows."""
        return [self[name] for name in self.fields if name.startswith("fixed_")]

    @property
    def missing(self) -> list[Column]:
        """The columns that new rows need and no header gives."""
        return [c for c in self.table.columns() if c.required and c.key not in self.chosen.places]


def decisions(data: Mapping[str, Any]) -> dict[str, str]:
    """Return what was chosen at conflicts: "row:column" -> mine or theirs; and for rows told by name."""
    found = {
        name.removeprefix("choose_"): str(value)
        for name, value in data.items()
        if name.startswith("choose_") and value in ("mine", "theirs")
    }
    if data.get("same") in ("same", "new"):
        found["same"] = str(data["same"])
    return found
