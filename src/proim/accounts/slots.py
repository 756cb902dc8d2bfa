"""What higher apps tell about people on the pages of this one."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeAlias

from django.http import HttpRequest
from django.utils.functional import Promise

from proim.core.slots import Slot


@dataclass(frozen=True, slots=True)
class Held:
    """A role that a person holds or held: "principal liaison officer · Secretariat of Health"."""

    label: str | Promise
    since: date
    until: date | None = None
    href: str = ""

    def holds(self, day: date) -> bool:
        """Say whether the role is held on ``day``."""
        return self.since <= day and (self.until is None or self.until >= day)


@dataclass(frozen=True, slots=True)
class Part:
    """What a higher app shows on a page of this one: ``template`` sees what ``context`` returns.

    ``context(request, person)`` returns ``None`` when there is nothing to show; before sign-in the
    person is ``None``.
    """

    template: str
    context: Callable[[HttpRequest, Any], dict[str, Any] | None]


ENTRANCES: Slot[Part] = Slot()  # below the form of the sign-in page: other ways in
PERSON_PARTS: Slot[Part] = Slot()  # on the page of a person, for the office


def parts(slot: Slot[Part], request: HttpRequest, person: Any = None) -> list[Any]:
    """Return template and context of what ``slot`` shows for ``request``."""
    told = ((part.template, part.context(request, person)) for part in slot)
    return [(template, context) for template, context in told if context is not None]


# Given people, the roles of each by the person's primary key; one query for all of them.
HeldBy: TypeAlias = Callable[[Sequence[Any]], Mapping[int, Sequence[Held]]]


@dataclass(frozen=True, slots=True)
class Link:
    """A link on the page of a person to what a higher app does about that person."""

    label: str | Promise
    href: str


# Given the reader and a person, the links that the reader may follow.
PERSON_LINKS: Slot[Callable[[Any, Any], Sequence[Link]]] = Slot()
ROLES: Slot[HeldBy] = Slot()


def roles_of(people: Sequence[Any]) -> dict[int, list[Held]]:
    """Return what all apps tell about the roles of ``people``, latest first."""
    found: dict[int, list[Held]] = {person.pk: [] for person in people}
    for tell in ROLES:
        for pk, roles in tell(people).items():
            found[pk] += roles
    return {pk: sorted(roles, key=lambda r: r.since, reverse=True) for pk, roles in found.items()}
