"""The personal data in these tables; read by core.personal."""

from proim.core.personal import SCRUB, Purpose, SeenBy, impersonal, personal

personal(
    "audit.Sealed",
    person="",
    why=Purpose.ACCOUNTABILITY,
    seen=SeenBy.OFFICE,
    term="acts",
    fields={"text": SCRUB},
)
impersonal("audit.Sealed", "digest", "salt")
# The body holds numbers of people, days and commitments: no words (decision 21).
impersonal("audit.Event", "at", "verb", "target", "body", "previous", "hash", "was")
impersonal("audit.Head", "hash")
