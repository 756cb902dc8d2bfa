"""The personal data in these tables; read by core.personal."""

from proim.core.personal import DELETE, EMPTY, KEEP, Purpose, SeenBy, impersonal, personal

personal(
    "accounts.User",
    person="pk",
    why=Purpose.ACCOUNT,
    seen=SeenBy.AGENCY,
    term="account",
    fields={"full_name": EMPTY, "email": EMPTY, "post": EMPTY, "phone": EMPTY, "password": EMPTY},
    public=("full_name", "post"),
)
personal(
    "accounts.Invitation",
    person="person",
    why=Purpose.ACCOUNT,
    seen=SeenBy.OFFICE,
    term="account",
    fields={"person": KEEP},
)
personal(
    "accounts.Invitation",
    person="sent_by",
    why=Purpose.ACCOUNTABILITY,
    seen=SeenBy.OFFICE,
    term="acts",
    fields={"sent_by": KEEP},
)
personal(
    "accounts.Acceptance",
    person="person",
    why=Purpose.RIGHTS,
    seen=SeenBy.OFFICE,
    term="acts",
    fields={"person": KEEP, "roles": EMPTY},
)
personal(
    "accounts.Session",
    person="person",
    why=Purpose.SECURITY,
    seen=SeenBy.SELF,
    term="session",
    fields={"person": DELETE, "device": DELETE, "session_data": DELETE, "session_key": DELETE},
    rows=DELETE,
)
personal(
    "accounts.PrivacyNotice",
    person="published_by",
    why=Purpose.ACCOUNTABILITY,
    seen=SeenBy.OFFICE,
    term="acts",
    fields={"published_by": KEEP},
)
impersonal("accounts.Acceptance", "notice")
impersonal("accounts.PrivacyNotice", "short_es", "short_en", "text_es", "text_en")
