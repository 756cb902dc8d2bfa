"""What a hand-over asks: its checklist, and what was open, as it is frozen when the leaving one signs."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from proim.agencies.estates import Thing, duties, tasks
from proim.agencies.models import Appointment

TERM = 10  # working days, where no other term is stated (Ley Nacional para Eliminar Trámites Burocráticos, art. 4)

CHECKLIST = {
    "duties": _("I explained each open matter listed above, and what comes next in it."),
    "leads": _("I gave the names and contacts of those in charge of each project."),
    "files": _(
        "Letters, minutes and evidence stand in the platform; nothing is only on my computer."
    ),
    "paper": _("I handed over the paper files, with their list."),
    "agreements": _("I told of agreements and promises made by word of mouth."),
    "calendar": _("I went through the dates of the quarter: reports, meetings, courses."),
    "contacts": _("I introduced my successor to the head and to the programme office."),
    "access": _("I asked for the end of the access that I had by reason of the post."),
}


@dataclass(frozen=True, slots=True)
class Open:
    """What was open of one kind."""

    label: str
    things: Sequence[Thing]


def open_in(post: Appointment, day: date) -> list[Open]:
    """Return what is open in ``post``, by kind: the agency's matters, then those of its holder."""
    owed = [Open(str(duty.label), things) for duty, things in duties(post.agency, day)]
    return owed + [Open(str(task.label), things) for task, things in tasks(post, day)]


def freeze(found: Sequence[Open]) -> list[dict[str, Any]]:
    """Return ``found`` as it is kept: plain values, titles as they were."""
    return [
        {
            "label": kind.label,
            "things": [
                {"title": one.title, "href": one.href, "note": one.note, "lang": one.lang,
                 "due_on": one.due_on.isoformat() if one.due_on else ""}
                for one in kind.things
            ],
        }
        for kind in found
    ]  # fmt: skip


def thaw(frozen: Sequence[dict[str, Any]]) -> list[Open]:
    """Return what ``freeze`` kept."""
    return [
        Open(
            kind["label"],
            [
                Thing(0, one["title"], one["href"], one["note"], one["lang"],
                      due_on=date.fromisoformat(one["due_on"]) if one["due_on"] else None)
                for one in kind["things"]
            ],
        )
        for kind in frozen
    ]  # fmt: skip


def digest(told: Any) -> str:
    """Return the SHA-256 of ``told`` as canonical JSON: what both sign."""
    text = json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
