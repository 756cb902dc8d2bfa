"""What other apps tell the ledger's readers: their verbs in words."""

from dataclasses import dataclass

from django.utils.functional import Promise

from proim.core.slots import Slot


@dataclass(frozen=True)
class Verb:
    """A verb of the ledger as people read it: ``projects.submit`` -> "sent for review"."""

    name: str
    label: str | Promise


VERBS: Slot[Verb] = Slot()
