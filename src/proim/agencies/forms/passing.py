"""Where each thing of an agency that ends goes: one box for each project, one for each post."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from proim.agencies.actions import Plan
from proim.agencies.estates import Estate, Thing, estates
from proim.agencies.forms.succession import EndingForm
from proim.agencies.models import (
    LIAISONS,
    SINGLE,
    STAFF,
    Agency,
    Appointment,
    Role,
    holding,
    posts_of,
)

MOST = 400  # boxes of one kind: what is beyond follows the main successor
ENDS = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A thing or post with its box; without a box there is one way only, ``to`` says which."""

    thing: Thing | Appointment
    box: Any
    to: str


@dataclass(frozen=True, slots=True)
class Group:
    """What one agency leaves of one kind."""

    label: str
    agency: Agency
    lines: Sequence[Line]
    beyond: int = 0


class PassingForm(forms.Form):
    """The second step: what follows from the first, with a default for every box. Always bound."""

    def __init__(self, ending: EndingForm, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.ending = ending
        self.since: date = ending.cleaned_data["since"]
        self.successors = list(ending.successors)
        self.left: list[tuple[Estate, Agency, Sequence[Thing]]] = estates(ending.ending)
        self.held = [(agency, posts_of(agency, self.since)) for agency in ending.ending]
        if len(self.successors) > 1:
            self._place()
        self._keep()
        if not self.is_bound:  # the first time: as if the defaults had been chosen
            self.data = {name: field.initial for name, field in self.fields.items()}
            self.is_bound = True

    def _place(self) -> None:
        """Ask for each thing to which of the successors it goes."""
        choices = [(one.key, one.label) for one in self.successors]
        for estate, _agency, things in self.left:
            if not estate.passes:
                continue
            for thing in things[:MOST]:
                self.fields[f"{estate.code}_{thing.pk}"] = forms.ChoiceField(
                    label=_("Where “%s” goes") % thing.title,
                    choices=choices,
                    initial=choices[0][0],
                    required=False,
                )

    def _keep(self) -> None:
        """Ask for each post whether it ends, or in which successor it goes on."""
        targets = self.successors or ([self.ending.heir] if self.ending.heir else [])
        taken = {
            (agency, role) for role in SINGLE for agency in holding_among(targets, self.since, role)
        }
        for _agency, posts in self.held:
            for post in posts:
                ways = list(_ways(post, targets))
                initial = _first_free(post, ways, taken)
                self.fields[f"post_{post.pk}"] = forms.ChoiceField(
                    label=_("What becomes of %(person)s, %(role)s")
                    % {"person": post.person, "role": post.get_role_display()},
                    choices=[(ENDS, _("ends with the public entity")), *ways],
                    initial=initial,
                    required=False,
                )

    def groups(self) -> list[Group]:
        """Return what each agency leaves, by kind."""
        return [self._group(*left) for left in self.left]

    def _group(self, estate: Estate, agency: Agency, things: Sequence[Thing]) -> Group:
        lines = [self._line(estate, thing) for thing in things[:MOST]]
        return Group(str(estate.label), agency, lines, max(len(things) - MOST, 0))

    def _line(self, estate: Estate, thing: Thing) -> Line:
        name = f"{estate.code}_{thing.pk}"
        if name in self.fields:
            return Line(thing, self[name], "")
        if not estate.passes:
            return Line(thing, None, _("ends with the public entity"))
        to = self.successors[0] if self.successors else self.ending.heir
        if not self.successors and not thing.is_open:
            return Line(thing, None, _("stays on record with the public entity that ended"))
        if to and thing.href == to.get_absolute_url():
            return Line(thing, None, _("nobody: it heads itself"))
        return Line(thing, None, to.label if to else _("nobody: say who takes it over"))

    def posts(self) -> list[Group]:
        """Return the posts of each agency."""
        return [
            Group("", agency, [Line(post, self[f"post_{post.pk}"], "") for post in posts])
            for agency, posts in self.held
            if posts
        ]

    def plan(self) -> Plan:
        """Return what is to be done; the form is valid."""
        ending = self.ending
        by_key = {one.key: one for one in [*self.successors, *filter(None, [ending.heir])]}
        places, posts = {}, {}
        for name, answer in self.cleaned_data.items():
            kind, _sep, pk = name.rpartition("_")
            if kind == "post" and answer:
                key, _sep, role = answer.partition(":")
                posts[int(pk)] = (by_key[key], Role(role))
            elif kind != "post" and answer:
                places[kind, int(pk)] = by_key[answer]
        return Plan(
            kind=ending.kind,
            ending=ending.ending,
            successors=self.successors,
            since=self.since,
            ground=ending.cleaned_data["ground"],
            gazette=ending.cleaned_data["gazette"],
            heir=ending.heir,
            places=places,
            posts=posts,
        )


def holding_among(agencies: Iterable[Agency], day: date, role: Role) -> set[int]:
    """Return the ids of those of ``agencies`` where somebody holds ``role`` on ``day``."""
    ids = [agency.pk for agency in agencies]
    return set(holding(day, role).filter(agency__in=ids).values_list("agency", flat=True))


def _ways(post: Appointment, targets: Iterable[Agency]) -> Iterator[tuple[str, str]]:
    """Yield where a post may go on: a liaison's as either of the two, any other as it is."""
    if post.role == Role.DELEGATE:
        return
    roles = LIAISONS if post.role in LIAISONS else (Role(post.role),)
    for agency in targets:
        for role in roles:
            said = {"role": capfirst(str(role.label)), "agency": agency.acronym or agency.name}
            yield f"{agency.key}:{role.value}", _("%(role)s of %(agency)s") % said


def _first_free(
    post: Appointment, ways: Sequence[tuple[str, str]], taken: set[tuple[int, Role]]
) -> str:
    """Return the default: in the main successor, as before if that is free, else as alternate, else the end."""
    if not ways:
        return ENDS
    main = ways[0][0].partition(":")[0]
    key = Agency.objects.values_list("pk", flat=True).get(key=main)
    role = Role(post.role)
    if role in SINGLE and (key, role) in taken:
        return f"{main}:{Role.ALTERNATE}" if role in LIAISONS else ENDS
    if role in SINGLE:
        taken.add((key, role))
    return f"{main}:{role}" if role in STAFF or role in LIAISONS or role == Role.HEAD else ENDS
