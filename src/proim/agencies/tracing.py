"""The trace of a reorganization, as each reader may see it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from proim.agencies.estates import ESTATES, Went
from proim.agencies.models import Agency, PostPassage, Reorganization, Succession
from proim.agencies.rules import is_office
from proim.audit.history import Entry, history
from proim.core.permissions import Actor


@dataclass(frozen=True, slots=True)
class Moved:
    """What moved of one kind: what the reader may see, and how many more there are."""

    label: str
    went: Sequence[Went]
    hidden: int
    passes: bool  # else it ended with its public entity


@dataclass(frozen=True, slots=True)
class Trace:
    """Where all went."""

    ended: Sequence[Agency]
    follow: Sequence[Succession]  # one for each that follows
    moved: Sequence[Moved]
    posts: Sequence[PostPassage]
    hidden_posts: int
    entries: Sequence[Entry]  # of the ledger, for those who may read it

    @property
    def names(self) -> str:
        """Who ended, in a line."""
        return " · ".join(agency.label for agency in self.ended)


def trace(deed: Reorganization, actor: Actor) -> Trace:
    """Return where all went in ``deed``; a fixed number of queries for each kind of record."""
    rows = list(deed.successions.select_related("predecessor", "successor").order_by("pk"))
    moved = [_moved(estate, deed, actor) for estate in ESTATES]
    posts = deed.posts.select_related(
        "former__person", "former__agency", "following__agency"
    ).order_by("former__agency__name_key", "pk")
    ids = {pk for row in rows for pk in (row.predecessor_id, row.successor_id) if pk}
    seen = set(
        Agency.objects.filter(pk__in=ids)
        .permitted("agencies.see_people", actor)
        .values_list("pk", flat=True)
    )
    shown = [post for post in posts if {post.former.agency_id} <= seen]
    entries = history(deed, *rows) if is_office(actor) else []
    kinds = [kind for kind in moved if kind.went or kind.hidden]
    ended = list({row.predecessor_id: row.predecessor for row in rows}.values())
    follow = list({row.successor_id: row for row in rows if row.successor_id}.values())
    return Trace(ended, follow, kinds, shown, len(posts) - len(shown), entries)


def _moved(estate: Any, deed: Reorganization, actor: Actor) -> Moved:
    went = estate.told(deed, actor)
    shown = [one for one in went if one.title]
    return Moved(str(estate.label), shown, len(went) - len(shown), estate.passes)
