"""What people do to the terms of the catalogues. There is no verb that deletes: a used term must stay readable."""

import tomllib
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from proim.accounts.models import User
from proim.agencies.models import Programme
from proim.audit.actions import record
from proim.core.permissions import require
from proim.taxonomy.models import PARENTS, Catalogue, Term

FILE = Path(__file__).parent / "catalogues.toml"
EDITABLE = ("label_es", "label_en", "definition_es", "definition_en", "position")
TOLD = ("catalogue", "code", "label_es", "label_en", "parent", "valid_from")


@transaction.atomic
def add(draft: Term, *, by: User | None) -> Term:
    """Store a new term, which may be chosen from ``draft.valid_from`` on.

    Raises:
        PermissionDenied: ``by`` is not of the office.
        ValidationError: a value is not valid, the code is taken, or the parent is not of the right catalogue.
    """
    require("taxonomy.add", by, Programme.get())
    wanted = PARENTS.get(draft.catalogue)
    if wanted != (draft.parent.catalogue if draft.parent else None):
        text = _("Say to which strategy it belongs.") if wanted else _("It belongs to nothing.")
        raise ValidationError({"parent": text})
    if not draft.position:
        siblings = Term.objects.of(draft.catalogue).filter(parent=draft.parent)
        last = siblings.order_by("position").last()
        draft.position = last.position + 1 if last else 1
    draft.full_clean()
    draft.save(force_insert=True)
    changes = {n: (None, value) for n in TOLD if (value := getattr(draft, n))}
    record("taxonomy.add", draft, by=by, changes=changes)
    return draft


@transaction.atomic
def edit(edited: Term, changed: Iterable[str], *, by: User | None) -> Term:
    """Store the labels, definitions and position named in ``changed``; code and catalogue stay for ever.

    Raises:
        PermissionDenied: ``by`` is not of the office.
        ValidationError: a value is not valid (keyed by field).
    """
    term = require("taxonomy.edit", by, edited)
    wanted = set(changed)
    new = {name: getattr(edited, name) for name in EDITABLE if name in wanted}
    changes = {n: (old, value) for n, value in new.items() if (old := getattr(term, n)) != value}
    for name in changes:
        setattr(term, name, new[name])
    term.full_clean()
    if changes:
        term.save(update_fields=list(changes))
        record("taxonomy.edit", term, by=by, changes=changes)
    return term


@transaction.atomic
def retire(term: Term, *, on: date, by: User | None) -> Term:
    """Let ``on`` be the last day on which the term may be chosen; records that carry it keep it.

    Raises:
        PermissionDenied: ``by`` is not of the office.
        ValidationError: it is retired already, ``on`` lies before its start, or terms that belong to it go on.
    """
    term = require("taxonomy.retire", by, term)
    if term.valid_to:
        text = _("This term is retired already: its last day is %(day)s.")
        raise ValidationError(text % {"day": date_format(term.valid_to)})
    if on < term.valid_from:
        text = _("The term may be chosen since %(day)s: it cannot end before.")
        raise ValidationError({"on": text % {"day": date_format(term.valid_from)}})
    if going_on := list(term.children.on(on).filter(valid_to__isnull=True)[:3]):
        text = _("Retire first what belongs to it: %(terms)s.")
        raise ValidationError(text % {"terms": ", ".join(child.label for child in going_on)})
    term.valid_to, term.end_recorded_at = on, timezone.now()
    term.full_clean()
    term.save(update_fields=["valid_to", "end_recorded_at"])
    record("taxonomy.retire", term, by=by, changes={"valid_to": (None, on)})
    return term


@transaction.atomic
def load(*, by: User | None = None) -> list[Term]:
    """Add the terms of ``catalogues.toml`` that are missing and return them; the second time there are none.

    What an office has corrected or retired stays as it is.

    Raises:
        PermissionDenied: ``by`` is no administrator.
    """
    programme = require("taxonomy.load", by, Programme.get())
    known = {(term.catalogue, term.code): term for term in Term.objects.all()}
    added = []
    for told in _told():
        parent = told.pop("parent", None)
        term = Term(**told, parent=known[Catalogue.STRATEGY, parent] if parent else None)
        if (term.catalogue, term.code) not in known:
            term.save(force_insert=True)
            known[term.catalogue, term.code] = term
            added.append(term)
    if added:
        codes = [f"{term.catalogue}:{term.code}" for term in added]
        record("taxonomy.load", programme, by=by, terms=codes)
    return added


def _told() -> Iterator[dict[str, Any]]:
    """Yield the columns of each term in the file, strategies first.

    Sub-topics are numbered 101, 102, … under the first strategy, 201 under the second: one list in order.
    """
    data = tomllib.loads(FILE.read_text("utf-8"))
    catalogues = [(Catalogue.STRATEGY, None, 1, data["strategy"])]
    for number, part in enumerate(data["subtopic"], start=1):
        catalogues.append((Catalogue.SUBTOPIC, part["parent"], 100 * number + 1, part["terms"]))
    catalogues += [(Catalogue(part["name"]), None, 1, part["terms"]) for part in data["catalogue"]]
    for catalogue, parent, start, terms in catalogues:
        for position, term in enumerate(terms, start=start):
            yield {
                "catalogue": catalogue,
                "code": term["code"],
                "label_es": term["es"],
                "label_en": term["en"],
                "definition_es": term.get("definition_es", ""),
                "definition_en": term.get("definition_en", ""),
                "parent": parent,
                "position": position,
                "valid_from": data["valid_from"],
            }
