"""The personal data in these tables; read by core.personal."""

from proim.core.personal import DELETE, KEEP, SCRUB, Purpose, SeenBy, impersonal, personal

# Model, who the row is about, the column that points there, the texts in which people may be named.
ACTS = (
    ("Group", "approved_by", ("approved_by",), ("purpose", "minutes", "reason")),
    ("Member", "person", ("person",), ()),
    ("Meeting", "approved_by", ("approved_by",), ("agenda", "minutes", "reason")),
    ("Agreement", "owner__person", (), ("text", "outcome")),
    ("PlannedAction", "owner__person", (), ("text", "outcome", "reason")),
    ("Initiative", "proposed_by", ("proposed_by",), ("title", "problem", "proposal", "reason")),
    ("Promotion", "", (), ("title", "about", "counted")),
)
for model, person, people, texts in ACTS:
    personal(
        f"change_groups.{model}",
        person=person,
        why=Purpose.ACCOUNTABILITY,
        seen=SeenBy.AGENCY,
        term="acts",
        fields={**dict.fromkeys(people, KEEP), **dict.fromkeys(texts, SCRUB)},
    )
impersonal("change_groups.Group", "act")
impersonal("change_groups.Meeting", "place", "link")
personal(
    "change_groups.PulseRoll",
    person="person",
    why=Purpose.WORK,
    seen=SeenBy.SYSTEM,
    term="pulse",
    fields={"person": DELETE},
    rows=DELETE,
)
impersonal("change_groups.PulseTally", "statement")
