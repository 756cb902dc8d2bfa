"""The declarations in words, for pages and for docs/personal-data.md."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from proim.core.personal import AtErasure, Basis, Personal, Purpose, SeenBy, declared

PURPOSES: dict[Purpose, str | Promise] = {
    Purpose.ACCOUNT: _("to let the person in"),
    Purpose.POST: _("to know who answers for an entity or a project"),
    Purpose.ACCOUNTABILITY: _("to account for who did what"),
    Purpose.TELLING: _("to write to the person"),
    Purpose.TRAINING: _("to train the person and certify it"),
    Purpose.WORK: _("to go on with work that is under way"),
    Purpose.SECURITY: _("to protect the account"),
    Purpose.RIGHTS: _("to answer what people ask about their data"),
}
BASES: dict[Basis, str | Promise] = {
    Basis.PUBLIC_FUNCTION: _("exercise of a public function"),
    Basis.LEGAL_DUTY: _("legal duty"),
    Basis.CONSENT: _("consent"),
}
READERS: dict[SeenBy, str | Promise] = {
    SeenBy.SELF: _("only the person"),
    SeenBy.AGENCY: _("the person's public entity and the office"),
    SeenBy.OFFICE: _("the office"),
    SeenBy.PUBLIC: _("anybody"),
    SeenBy.SYSTEM: _("no screen"),
}
ERASURES: dict[AtErasure, str | Promise] = {
    AtErasure.KEEP: _("stays, of a person without a name"),
    AtErasure.SCRUB: _("stays, without names and addresses"),
    AtErasure.EMPTY: _("is emptied"),
    AtErasure.DELETE: _("is deleted"),
}
NAMED = _("people named in it")
ITSELF = _("the person itself")


@dataclass(frozen=True, slots=True)
class Column:
    """A personal column in words."""

    name: str
    label: str
    seen: str | Promise
    erasure: str | Promise


@dataclass(frozen=True, slots=True)
class Line:
    """A declaration in words."""

    model: str
    app: str
    label: str
    person: str | Promise
    why: str | Promise
    basis: str | Promise
    term: str
    columns: list[Column]
    is_lookup: bool  # ``person`` is the way from a row to the person, not words


def inventory() -> Iterator[Line]:
    """Yield every declaration in words, in the order of the tables."""
    for told in declared():
        yield inventory_line(told)


def inventory_line(told: Personal) -> Line:
    """Return one declaration in words."""
    meta = told.table._meta
    person: str | Promise = ITSELF if told.person == "pk" else told.person or NAMED
    columns = [
        Column(
            name,
            capfirst(str(getattr(meta.get_field(name), "verbose_name", name))),
            READERS[told.seen_by(name)],
            ERASURES[what],
        )
        for name, what in told.fields.items()
    ]
    return Line(
        told.model,
        meta.app_label,
        capfirst(str(meta.verbose_name_plural)),
        person,
        PURPOSES[told.why],
        BASES[told.basis],
        told.term,
        columns,
        is_lookup=told.person not in ("", "pk"),
    )
