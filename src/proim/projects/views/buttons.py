"""Which verbs stand as buttons on the page of a project."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from proim.projects.models import Project
from proim.projects.workflow import COUNTED
from proim.ui.slots import Text


@dataclass(frozen=True, slots=True)
class Button:
    """A verb that this person may do now. ``asks`` tells that it opens a form."""

    label: Text
    url: str
    tone: str = "secondary"
    asks: bool = False


# verb: label, tone, whether it opens a form
VERBS: dict[str, tuple[Text, str, bool]] = {
    "submit": (_("Send for review"), "primary", False),
    "plan": (_("Begin planning"), "secondary", False),
    "execute": (_("Begin execution"), "secondary", False),
    "close": (_("Begin closing"), "secondary", False),
    "assure": (_("Begin assurance of results"), "secondary", False),
    "suspend": (_("Suspend"), "quiet", True),
    "merge": (_("Merge into another"), "quiet", True),
    "reclassify": (_("Change strategy"), "quiet", True),
    "cancel": (_("Cancel project"), "danger", True),
    "withdraw": (_("Withdraw"), "danger", True),
}
ASKED = [f"projects.{verb}" for verb in (*VERBS, "edit", "complete", "accept")]


def buttons(project: Project) -> list[Button]:
    """Return the verbs open to a person; ``project`` comes from ``with_permissions(ASKED)``."""
    moves = [*project.moves, *(["reclassify"] if project.stage in COUNTED else [])]
    return [
        Button(label, reverse(f"projects:{verb}", args=[project.code]), tone, asks)
        for verb, (label, tone, asks) in VERBS.items()
        if verb in moves and getattr(project, f"may_{verb}")
    ]
