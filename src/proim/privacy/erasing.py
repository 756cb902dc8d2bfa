"""Taking a person out of every table, file and index, from the declarations alone (decision 21).

What the person did in office stays as an act of a person without a name. Runs inside the transaction
of ``actions.erase``; append-only tables are opened for it and closed again.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction
from django.db.models import Exists, OuterRef, ProtectedError, Q, QuerySet

from proim.accounts.models import User
from proim.audit.models import Sealed, target_of
from proim.audit.triggers import LEDGER, frozen_tables, lifted
from proim.core.personal import DELETE, EMPTY, SCRUB, AtErasure, Personal, declared
from proim.core.slots import Slot
from proim.files.models import StoredFile
from proim.files.slots import ATTACHMENTS
from proim.privacy.collecting import is_text, named_in
from proim.privacy.names import Names

PERSON = "accounts.User"

# What must follow when the words of rows changed: fingerprints, files made from them, the search index.
# The owning apps' parts are told here because no lower app knows of erasure: ``followers.py``.
Follow = Callable[[list[Any], Names, str], None]


@dataclass(frozen=True, slots=True)
class Follower:
    """What is done after rows of a table were changed."""

    model: str
    follow: Follow


FOLLOWERS: Slot[Follower] = Slot()


def pseudonym(person: User) -> str:
    """Return what a person without a name is called: nothing in it is about the person."""
    return f"Persona {str(person.code)[:8].upper()}"


def foretold(person: User, names: Names) -> list[tuple[Personal, AtErasure, int]]:
    """Return what an erasure would do: (table, verb, rows) of each that it touches."""
    found: list[tuple[Personal, AtErasure, int]] = []
    for told in declared():
        if told.model == PERSON:
            continue
        if told.rows == DELETE:
            found.append((told, DELETE, told.of(person).count()))
        elif EMPTY in told.fields.values():
            found.append((told, EMPTY, told.of(person).count()))
        if SCRUB in told.fields.values() and told.model != "audit.Sealed":
            found.append((told, SCRUB, named_in(_scrubbed(told), names).count()))
    words = ledger_words(person, names).count()
    ledger = next(told for told in declared() if told.model == "audit.Sealed")
    return [line for line in (*found, (ledger, SCRUB, words)) if line[2]]


@contextmanager
def opened() -> Iterator[None]:
    """Open the append-only tables that hold personal data, but never the ledger's chain."""
    tables = {told.table._meta.db_table for told in declared()}
    with lifted(connection, *sorted((frozen_tables(connection) & tables) - {LEDGER})):
        yield


def erase(person: User, names: Names) -> Counter[str]:
    """Take ``person`` out of every table but the ledger; return how many rows of each changed.

    Call it with the tables ``opened``.
    """
    done: Counter[str] = Counter()
    for told in declared():
        if told.model not in (PERSON, "audit.Sealed"):
            done[told.model] += _empty(told, person) + _scrub(told, names, pseudonym(person))
    done.update(_delete(person))
    return done


def ledger_words(person: User, names: Names) -> QuerySet[Sealed]:
    """Return the words of the ledger that are about ``person``.

    All that was told of the person's own row and of rows that go or are emptied; what the person did
    to rows of their own that are gone by now; and every text in which a name of theirs stands.
    """
    about = Q(event__target=target_of(person))
    for told in declared():
        if not told.person or told.model == PERSON:
            continue
        if told.rows == DELETE:
            label = told.table._meta.label_lower
            about |= Q(event__actor_id=person.pk, event__target__startswith=f"{label}:")
        elif EMPTY in told.fields.values():
            about |= Q(event__target__in=[target_of(row) for row in told.of(person)])
    about |= Q(event__target__in=[target_of(file) for file in files_about(person)])
    for spelling in names.spellings():
        about |= Q(text__icontains=spelling)
    return Sealed.objects.filter(about, erased_by=None).order_by("pk")


def _empty(told: Personal, person: User) -> int:
    fields = [name for name, what in told.fields.items() if what == EMPTY]
    if not fields or told.rows == DELETE:
        return 0
    values = {name: _nothing(told.table._meta.get_field(name)) for name in fields}
    return told.of(person).update(**values)


def _nothing(field: Any) -> Any:
    if field.has_default():
        return field.get_default()
    return None if field.null else ""


def _scrubbed(told: Personal) -> Personal:
    """Return the declaration with its texts to be scrubbed alone."""
    fields = {name: what for name, what in told.fields.items() if what == SCRUB}
    return Personal(
        told.model, "", told.why, told.seen, told.term, fields, told.basis, told.public, told.rows
    )


def _scrub(told: Personal, names: Names, by: str) -> int:
    told = _scrubbed(told)
    if not told.fields:
        return 0
    fields = [told.table._meta.get_field(name) for name in told.fields]
    columns = [field.name for field in fields if is_text(field)]
    changed: list[Any] = []
    for row in named_in(told, names):
        for field in fields:
            if field.name in columns:
                new = names.replaced(getattr(row, field.name), by)
                most = getattr(field, "max_length", None)
                setattr(row, field.name, new[:most] if isinstance(new, str) and most else new)
        told.table._base_manager.filter(pk=row.pk).update(
            **{name: getattr(row, name) for name in columns}
        )
        changed.append(row)
    for follower in FOLLOWERS:
        if follower.model == told.model and changed:
            follower.follow(changed, names, by)
    return len(changed)


def _delete(person: User) -> Counter[str]:
    """Delete the rows that go with the person; those that others protect when these are gone."""
    done: Counter[str] = Counter()
    waiting = [told for told in declared() if told.rows == DELETE]
    while waiting:
        left = []
        for told in waiting:
            try:
                with transaction.atomic():
                    done[told.model] += told.of(person).delete()[0]
            except ProtectedError:
                left.append(told)
        if len(left) == len(waiting):
            raise RuntimeError(f"rows of {left[0].model} are held by others that nobody deletes")
        waiting = left
    return done


def files_about(person: User) -> Iterator[Any]:
    """Yield the stored files of records that are about ``person``: letters of appointment and the like."""
    subjects = {told.model: told for told in declared() if told.person == "person"}
    for kind in ATTACHMENTS:
        told = subjects.get(kind.model._meta.label)
        if told is not None:
            rows = told.of(person).filter(pk=OuterRef("folder__owner"))
            yield from StoredFile.objects.filter(Exists(rows), folder__kind=kind.name)
