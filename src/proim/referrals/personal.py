"""The personal data in these tables; read by core.personal."""

from proim.core.personal import KEEP, SCRUB, Purpose, SeenBy, impersonal, personal

# Model -> the columns that name people, then the texts in which people may be named.
ACTS = {
    "Question": (("asked_by",), ("title", "text")),
    "Referral": (("person",), ("request", "return_reason", "answer")),
    "Sending": (("person", "proposed_person", "by"), ("reason_es", "reason_en", "basis")),
    "Return": (("by",), ("reason",)),
    "RuleVersion": (("by",), ()),
    "Conflict": (("person",), ("reason",)),
}
for model, (people, texts) in ACTS.items():
    for name in people:
        personal(
            f"referrals.{model}",
            person=name,
            why=Purpose.ACCOUNTABILITY,
            seen=SeenBy.AGENCY,
            term="acts",
            fields={name: KEEP} | dict.fromkeys(texts if name == people[0] else (), SCRUB),
        )
personal(
    "referrals.Seat",
    person="person",
    why=Purpose.POST,
    seen=SeenBy.OFFICE,
    term="acts",
    fields={"person": KEEP, "expertise": KEEP},
)
impersonal("referrals.Referral", "folio")
impersonal("referrals.RuleVersion", "name_es", "name_en", "conditions")
impersonal("referrals.Target", "name_es", "name_en")
