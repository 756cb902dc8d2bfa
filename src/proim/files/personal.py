"""The personal data in these tables; read by core.personal."""

from proim.core.personal import KEEP, SCRUB, Purpose, SeenBy, impersonal, personal

personal(
    "files.Version",
    person="by",
    why=Purpose.ACCOUNTABILITY,
    seen=SeenBy.AGENCY,
    term="acts",
    fields={"by": KEEP, "name": SCRUB},
)
personal(
    "files.StoredFile",
    person="",
    why=Purpose.ACCOUNTABILITY,
    seen=SeenBy.AGENCY,
    term="acts",
    fields={"label": SCRUB, "withdrawn_why": SCRUB},
)
impersonal("files.Version", "key", "sha256")
impersonal("files.Allowance", "key")
impersonal("files.Folder", "kind")
