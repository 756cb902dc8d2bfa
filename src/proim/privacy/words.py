"""The declarations in words, for pages and for docs/personal-data.md."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

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
# App -> what people call that part of the platform.
APPS: dict[str, str | Promise] = {
    "account": _("Sign-in"),
    "accounts": _("Account and sessions"),
    "agencies": _("Public entities and posts"),
    "audit": _("History"),
    "auditing": _("Audits"),
    "change_groups": _("Change groups"),
    "desk": _("Unfinished forms and views"),
    "django_tasks_database": _("Work in the background"),
    "documents": _("Documents"),
    "files": _("Files"),
    "identity": _("Ways of signing in"),
    "monitoring": _("Quarterly reports"),
    "notifications": _("Messages and mails"),
    "privacy": _("Personal data"),
    "projects": _("Projects"),
    "referrals": _("Referrals"),
    "sheets": _("Spreadsheets"),
    "training": _("Training"),
}
# Tables that the screens never name.
TABLES: dict[str, str | Promise] = {
    "audit.Sealed": _("words of the history"),
    "django_tasks_database.DBTaskResult": _("task in the background"),
    "files.Version": _("version of a file"),
    "notifications.Notice": _("message on its way"),
}
PERSON, CONTENT = _("the person"), _("its content")
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


def table_label(meta: Any) -> str:
    """Return what one row of a table is called."""
    return capfirst(str(TABLES.get(meta.label, meta.verbose_name)))


def column_label(field: Any) -> str:
    """Return what a column is called; one that no screen shows by what it holds."""
    named = str(getattr(field, "verbose_name", field.name))
    if named == field.name.replace("_", " "):
        named = str(PERSON if field.is_relation else CONTENT)
    return capfirst(named)


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
            column_label(meta.get_field(name)),
            READERS[told.seen_by(name)],
            ERASURES[what],
        )
        for name, what in told.fields.items()
    ]
    return Line(
        told.model,
        meta.app_label,
        table_label(meta),
        person,
        PURPOSES[told.why],
        BASES[told.basis],
        told.term,
        columns,
        is_lookup=told.person not in ("", "pk"),
    )
