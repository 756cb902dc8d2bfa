"""What the app that owns a record tells about the files of its records."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Model
from django.utils.functional import Promise

from proim.core.slots import Slot
from proim.files.contents import IMAGES, OFFICE, PAGES, TEXTS


@dataclass(frozen=True, slots=True)
class Kind:
    """Files of one kind of record.

    ``model`` has a unique ``code`` (UUID) and ``get_absolute_url``. ``view`` and ``edit`` are
    permissions on its rows: who may read the files of a row, and who may add, replace and withdraw
    them. With ``public`` a file may be marked as open, and is then read by whoever has that permission
    on the row. ``allowance`` names whose space a row's files take (``agency:12``). ``refuses`` may
    say, in words, why a row takes no files now.
    """

    name: str  # stands in addresses: letters and hyphens
    label: str | Promise
    model: type[Model]
    view: str
    edit: str
    allowance: Callable[[Any], str]
    public: str = ""
    extensions: tuple[str, ...] = PAGES + IMAGES + OFFICE + TEXTS
    most: int = 50  # files of one record that are not withdrawn
    refuses: Callable[[Any], str] | None = None


ATTACHMENTS: Slot[Kind] = Slot()


def kind_of(name: str) -> Kind:
    """Return the kind called ``name``.

    Raises:
        LookupError: no app has declared it.
    """
    for kind in ATTACHMENTS:
        if kind.name == name:
            return kind
    raise LookupError(f"no app keeps files called {name!r}")
