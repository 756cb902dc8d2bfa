"""What an action refuses by the names of its fields, told at the columns of a sheet."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.core.exceptions import ValidationError


@contextmanager
def by_columns(at: Callable[[str], str]) -> Iterator[None]:
    """Let what is refused inside stand at the column ``at(field)``.

    Raises:
        ValidationError: what was refused.
    """
    try:
        yield
    except ValidationError as error:
        if not hasattr(error, "error_dict"):
            raise
        raise ValidationError({at(n): told for n, told in error.error_dict.items()}) from error
