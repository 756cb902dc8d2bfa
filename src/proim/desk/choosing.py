"""Two answers to one field: the view of a form shows both instead of overwriting one."""

from collections.abc import Iterator
from contextlib import contextmanager

from proim.core.http import refusals_in
from proim.core.seen import ConflictError, Stored
from proim.desk.forms.shared import Shared


@contextmanager
def answers_in(form: Shared, stored: Stored) -> Iterator[None]:
    """Turn what is refused inside the block into errors of ``form``, so that no typing is lost.

    Where somebody else has changed a field meanwhile, the form offers a choice between what is
    ``stored`` now and what was typed.
    """
    with refusals_in(form):
        try:
            yield
        except ConflictError as conflict:
            form.offer(stored, conflict.fields)
