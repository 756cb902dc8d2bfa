"""Checks and imports too long for a request, done in the background."""

import logging

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _
from django.utils.translation import override
from django_tasks import task

from proim.core.errors import DomainError
from proim.sheets import actions
from proim.sheets.checking import Checker
from proim.sheets.matching import grid_of
from proim.sheets.models import Batch
from proim.sheets.workflow import Stage

log = logging.getLogger(__name__)
AT_ONCE = 400  # rows that are checked and stored while the person waits


def dry_run(batch: Batch) -> Batch:
    """Check the rows of a file now, in the language of whoever brought it in."""

    def tell(done: int) -> None:
        Batch.objects.filter(pk=batch.pk).update(done=done)  # long lists show how far they are

    with override(batch.language):
        lines = Checker(batch, grid_of(batch)).lines(tell)
    return actions.check(batch, lines, by=batch.person)


def check(batch: Batch) -> None:
    """Check now, or in the background if the list is long."""
    if batch.total <= AT_ONCE:
        dry_run(batch)
    else:
        check_later.enqueue(batch.pk)


def commit(batch: Batch) -> None:
    """Store now, or in the background if the list is long.

    Raises:
        DomainError: nothing was stored; the rows say why. Only where it is done at once.
    """
    actions.begin(batch, by=batch.person)
    if batch.total <= AT_ONCE:
        _commit(batch)
    else:
        commit_later.enqueue(batch.pk)


@task(queue_name="slow")
def check_later(pk: int) -> None:
    """Do the dry run of a long list."""
    batch = Batch.objects.select_related("person").get(pk=pk)
    if batch.stage == Stage.CHECKING:
        dry_run(batch)


@task(queue_name="slow")
def commit_later(pk: int) -> None:
    """Store a long list; a refusal is kept with it for its reader."""
    batch = Batch.objects.select_related("person").get(pk=pk)
    if batch.stage == Stage.STORING:
        try:
            _commit(batch)
        except DomainError:
            log.info("An import was refused and put back: %s", batch.folio)


def _commit(batch: Batch) -> None:
    try:
        actions.commit(batch, by=batch.person)
    except DomainError as error:
        actions.refuse(batch, error, by=batch.person)
        raise
    except PermissionDenied:
        told = DomainError(_("You may no longer write there, so nothing was stored."))
        actions.refuse(batch, told, by=batch.person)
        raise
