"""Keeping what is typed. A draft is no record: like a session it is written outside the ledger."""

import json
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, transaction
from django.urls import Resolver404, resolve
from django.utils import timezone
from django.utils.translation import gettext as _

from proim.core.errors import DomainError
from proim.desk.formulas import keepable
from proim.desk.models import Draft

LARGEST = 200_000  # characters of one form
AT_ONE_FORM, OF_ONE_PERSON = 5, 50  # drafts; the oldest give way


@dataclass(frozen=True, slots=True)
class Page:
    """The page on which a form stands: its address names form and record."""

    path: str
    title: str = ""


def keep(
    person: Any, page: Page, pairs: Iterable[tuple[str, str]], *, code: uuid.UUID, saves: int = 0
) -> Draft:
    """Keep what ``person`` has typed; the draft ``code`` is replaced if it is the one last seen.

    Two windows that go on with one draft do not overwrite each other: the second gets a draft of
    its own, with another code.

    Args:
        person: whose draft it is.
        page: where the form stands.
        pairs: names and texts; secrets are left out.
        code: of the draft, made with the page.
        saves: how often the draft was kept, as the page knows it; 0 for a new one.

    Raises:
        DomainError: the form is too long to be kept, or the address is none of ours.
    """
    typed = json.dumps(keepable(pairs), ensure_ascii=False)
    if len(typed) > LARGEST:
        raise DomainError(_("This form is too long to be kept by itself. Save it yourself."))
    _require_ours(page.path)
    now = timezone.now()
    told = {"typed": typed, "saved_at": now, "title": page.title[:250]}
    mine = Draft.objects.filter(code=code, person=person, path=page.path, saves=saves)
    if mine.update(saves=saves + 1, **told):
        return mine.model.objects.get(code=code)
    _make_room(person, page.path)
    try:
        with transaction.atomic():
            return Draft.objects.create(code=code, person=person, path=page.path, **told)
    except IntegrityError:  # the code is taken: another window goes on with it
        return Draft.objects.create(person=person, path=page.path, **told)


def discard(person: Any, code: uuid.UUID) -> bool:
    """Throw away a draft of ``person``; say whether there was one."""
    return bool(Draft.objects.filter(person=person, code=code).delete()[0])


def clear() -> int:
    """Throw away what has expired; return how many drafts that were."""
    return int(Draft.objects.expired().delete()[0])


def _make_room(person: Any, path: str) -> None:
    mine = Draft.objects.filter(person=person).order_by("-saved_at", "-pk")
    for rows, most in ((mine.filter(path=path), AT_ONE_FORM), (mine, OF_ONE_PERSON)):
        old = list(rows.values_list("pk", flat=True)[most - 1 :])
        if old:
            Draft.objects.filter(pk__in=old).delete()


def _require_ours(path: str) -> None:
    try:
        resolve(path)
    except Resolver404:
        raise DomainError(_("There is no such page.")) from None
