"""The personal data in these tables; read by core.personal."""

from proim.core.personal import KEEP, SCRUB, Purpose, SeenBy, impersonal, personal

personal(
    "documents.Document",
    person="by",
    why=Purpose.ACCOUNTABILITY,
    seen=SeenBy.AGENCY,
    term="acts",
    fields={
        "by": KEEP,
        "title": SCRUB,
        "office": SCRUB,
        "content": SCRUB,
        "reason": SCRUB,
        "file": SCRUB,
    },
)
impersonal("documents.Document", "folio", "kind", "language", "content_sha256", "sha256")
