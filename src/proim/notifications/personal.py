"""The personal data in these tables; read by core.personal."""

from proim.core.personal import DELETE, KEEP, SCRUB, Purpose, SeenBy, impersonal, personal

personal(
    "notifications.Message",
    person="person",
    why=Purpose.TELLING,
    seen=SeenBy.SELF,
    term="message",
    fields={"person": DELETE},
    rows=DELETE,
)
personal(
    "notifications.Mail",
    person="person",
    why=Purpose.TELLING,
    seen=SeenBy.OFFICE,
    term="message",
    fields={"person": DELETE, "error": DELETE},
    rows=DELETE,
)
personal(
    "notifications.Preference",
    person="person",
    why=Purpose.TELLING,
    seen=SeenBy.SELF,
    term="account",
    fields={"person": DELETE},
    rows=DELETE,
)
personal(
    "notifications.Notice",
    person="actor",
    why=Purpose.TELLING,
    seen=SeenBy.AGENCY,
    term="message",
    fields={"actor": KEEP, "data": SCRUB, "words": SCRUB},
)
impersonal("notifications.Notice", "kind", "target", "key", "error")
impersonal("notifications.Mail", "run")
impersonal("notifications.Preference", "kind")
impersonal("notifications.ScheduledRun")
impersonal("notifications.WorkerSign")
