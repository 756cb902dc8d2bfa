"""Which verbs stand as buttons on the page of a report."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from proim.monitoring.models import Report
from proim.ui.slots import Text


@dataclass(frozen=True, slots=True)
class Button:
    """A verb that this person may do now. ``kind``: a link, a post, or a post that names the text."""

    label: Text
    url: str
    tone: str
    kind: str

    @property
    def is_link(self) -> bool:
        return self.kind == LINK

    @property
    def names_text(self) -> bool:
        """Whether the post says which version of the text was read."""
        return self.kind == TEXT


LINK, POST, TEXT = "link", "post", "text"
# verb: label, tone, kind
VERBS: dict[str, tuple[Text, str, str]] = {
    "edit": (_("Write the report"), "primary", LINK),
    "validate": (_("Validate"), "secondary", POST),
    "take_back": (_("Take back"), "secondary", POST),
    "sign": (_("Sign"), "primary", TEXT),
    "publish": (_("Publish"), "primary", TEXT),
    "give_back": (_("Give back"), "secondary", LINK),
    "correct": (_("Correct"), "secondary", LINK),
}
ASKED = [f"monitoring.{verb}" for verb in (*VERBS, "read_draft", "history")]


def buttons(report: Report) -> list[Button]:
    """Return the verbs open to a person; ``report`` comes from ``with_permissions(ASKED)``."""
    return [
        Button(label, _address(verb, report), tone, kind)
        for verb, (label, tone, kind) in VERBS.items()
        if verb in report.moves and getattr(report, f"may_{verb}")
    ]


def _address(verb: str, report: Any) -> str:
    if verb == "sign":
        return reverse("monitoring:sign")
    where = report.period.quarter if verb == "publish" else report.code
    return reverse(f"monitoring:{verb}", args=[where])
