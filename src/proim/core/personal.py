"""What each app says of the personal data in its tables, in a module ``personal.py`` of its own.

    personal("training.Enrolment", person="person", why=TRAINING, seen=OFFICE, term="acts",
             fields={"person": KEEP})
    impersonal("training.Course", "title_es", "objective_es")

Every column that can hold personal data stands in one of the two: the inventory, everybody's "my data",
their export and the erasure are made from it, and a test names each column that was forgotten.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.db.models import Model, QuerySet


class AtErasure(StrEnum):
    """What happens to a column when a person is erased."""

    KEEP = "keep"  # the act stays; it points to a person who has no name any more
    SCRUB = "scrub"  # the text stays as a record of the office; names and addresses in it go
    EMPTY = "empty"  # the value is emptied
    DELETE = "delete"  # the whole row goes


class Purpose(StrEnum):
    """What the data are for."""

    ACCOUNT = "account"  # letting the person in
    POST = "post"  # knowing who answers for an agency or a project
    ACCOUNTABILITY = "accountability"  # showing who did what
    TELLING = "telling"  # writing to the person
    TRAINING = "training"
    WORK = "work"  # what the person has under way
    SECURITY = "security"
    RIGHTS = "rights"  # answering what people ask about their data


class Basis(StrEnum):
    """On which ground they are used; the retention table names the articles."""

    PUBLIC_FUNCTION = "public_function"
    LEGAL_DUTY = "legal_duty"
    CONSENT = "consent"


class SeenBy(StrEnum):
    """Who reads them."""

    SELF = "self"
    AGENCY = "agency"  # the person's own public entity, and the office
    OFFICE = "office"
    PUBLIC = "public"
    SYSTEM = "system"  # no screen shows them


KEEP, SCRUB, EMPTY, DELETE = AtErasure
PUBLIC_FUNCTION, LEGAL_DUTY, CONSENT = Basis


@dataclass(frozen=True, slots=True)
class Personal:
    """The personal data of one table; see ``personal``."""

    model: str
    person: str
    why: Purpose
    seen: SeenBy
    term: str
    fields: Mapping[str, AtErasure]
    basis: Basis
    public: tuple[str, ...]
    rows: AtErasure

    @property
    def table(self) -> type[Model]:
        """The model class."""
        return apps.get_model(self.model)

    def of(self, person: Any) -> QuerySet[Any]:
        """Return the rows that are about ``person``, or that the person wrote."""
        if not self.person:
            return self.table._base_manager.none()
        return self.table._base_manager.filter(**{self.person: person.pk}).order_by("pk")

    def seen_by(self, field: str) -> SeenBy:
        """Return who reads one column."""
        return SeenBy.PUBLIC if field in self.public else self.seen


_personal: dict[tuple[str, str], Personal] = {}
_impersonal: dict[str, set[str]] = {}


def personal(  # noqa: PLR0913 - a declaration: every word of it is asked for
    model: str,
    *,
    person: str,
    why: Purpose,
    seen: SeenBy,
    term: str,
    fields: Mapping[str, AtErasure],
    basis: Basis = PUBLIC_FUNCTION,
    public: tuple[str, ...] = (),
    rows: AtErasure = KEEP,
) -> None:
    """Declare the personal data of a table; one with two people in a row is declared for each.

    Args:
        model: ``app.Model``.
        person: lookup from the row to whom it is about (``person``, ``enrolment__person``); ``""``
            where people are only named in texts.
        why: what the data are for.
        seen: who reads them.
        term: code of the retention table: how long they are kept.
        fields: each personal column, and what becomes of it when the person is erased.
        basis: on which ground they are used.
        public: columns of ``fields`` that anybody may read.
        rows: ``DELETE`` when the rows go with the person.
    """
    told = Personal(model, person, why, seen, term, dict(fields), basis, public, rows)
    _personal[model, person] = told


def impersonal(model: str, *fields: str) -> None:
    """Declare columns that look personal but hold nothing about anybody; no name means all of them."""
    _impersonal.setdefault(model, set()).update(fields or {"*"})


def declared() -> list[Personal]:
    """Return all declarations, in the order of their tables' names."""
    return sorted(_personal.values(), key=lambda told: (told.model, told.person))


def looks_personal(field: Any) -> bool:
    """Say whether a column can hold personal data: somebody's key, text by a person, address, file."""
    if getattr(field, "choices", None) or not getattr(field, "concrete", False):
        return False
    if field.is_relation:
        return bool(field.related_model._meta.label == "accounts.User")
    texts: Any = models.CharField | models.TextField | models.JSONField | models.BinaryField
    others: Any = models.FileField | models.GenericIPAddressField
    return isinstance(field, texts | others)


def undeclared() -> Iterator[tuple[str, str, str]]:
    """Yield (model, column, kind) of each column that looks personal and stands nowhere."""
    known: dict[str, set[str]] = {}
    for (model, _person), told in _personal.items():
        known.setdefault(model, set()).update(told.fields)
    for table in apps.get_models():
        label = table._meta.label
        harmless = _impersonal.get(label, set())
        for field in (*table._meta.concrete_fields, *table._meta.many_to_many):
            named = field.name in known.get(label, ()) or field.name in harmless
            if looks_personal(field) and not named and "*" not in harmless:
                yield label, field.name, type(field).__name__


def mistaken() -> Iterator[str]:
    """Yield what declarations name that does not exist."""
    named = [(model, set(told.fields)) for (model, _person), told in _personal.items()]
    named += [(model, fields - {"*"}) for model, fields in _impersonal.items()]
    for label, fields in named:
        for field in sorted(fields):
            try:
                apps.get_model(label)._meta.get_field(field)
            except (LookupError, FieldDoesNotExist):
                yield f"{label}.{field}"
