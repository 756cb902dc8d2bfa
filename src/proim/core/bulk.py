"""One verb on many rows: each in its own transaction, each with its own result; told beforehand, undone soon after."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Generic, TypeVar

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from proim.core.errors import DomainError

M = TypeVar("M", bound=models.Model)
UNDO_MINUTES = 30  # while a click can be taken back


def require_recent(moment: datetime) -> None:
    """Refuse to undo what was done at ``moment`` when its half hour is over.

    Raises:
        DomainError: it was done more than ``UNDO_MINUTES`` ago.
    """
    if moment < timezone.now() - timedelta(minutes=UNDO_MINUTES):
        raise DomainError(_("This can be undone for %s minutes only.") % UNDO_MINUTES)


@dataclass(frozen=True, slots=True)
class Result(Generic[M]):
    """What was, or would be, done with one row; or why not."""

    row: M
    is_done: bool
    told: str


def each(rows: Iterable[M], act: Callable[[M], M], say: Callable[[M], str]) -> list[Result[M]]:
    """Do ``act`` on each row; ``say`` tells of the row that it returns how that went."""
    return [_tried(row, act, say) for row in rows]


def foretell(rows: Sequence[M], act: Callable[[M], M], say: Callable[[M], str]) -> list[Result[M]]:
    """Return what ``each`` would do now: it is done, and taken back before anybody can see it.

    So the same code refuses before and after, and nothing of it stays: neither events nor numbers.
    """
    with transaction.atomic():
        results = each(rows, act, say)
        transaction.set_rollback(True)
    return results


def _tried(row: M, act: Callable[[M], M], say: Callable[[M], str]) -> Result[M]:
    try:
        done = act(row)
    except ValidationError as error:
        return Result(row, is_done=False, told="; ".join(error.messages))
    except DomainError as error:
        return Result(row, is_done=False, told=str(error))
    except PermissionDenied:
        return Result(row, is_done=False, told=_("You may not do this here."))
    return Result(row, is_done=True, told=say(done))
