"""The personal data in these tables; read by core.personal."""

from proim.core.personal import DELETE, Purpose, SeenBy, personal

personal(
    "desk.Draft",
    person="person",
    why=Purpose.WORK,
    seen=SeenBy.SELF,
    term="draft",
    fields={"person": DELETE, "path": DELETE, "title": DELETE, "typed": DELETE},
    rows=DELETE,
)
personal(
    "desk.SavedView",
    person="person",
    why=Purpose.WORK,
    seen=SeenBy.AGENCY,
    term="account",
    fields={"person": DELETE, "list": DELETE, "query": DELETE, "name": DELETE},
    rows=DELETE,
)
