"""The personal data in these tables, and in those of the libraries; read by core.personal."""

from proim.core.personal import (
    DELETE,
    EMPTY,
    KEEP,
    LEGAL_DUTY,
    SCRUB,
    Purpose,
    SeenBy,
    impersonal,
    personal,
)

personal(
    "privacy.Request",
    person="person",
    why=Purpose.RIGHTS,
    basis=LEGAL_DUTY,
    seen=SeenBy.OFFICE,
    term="acts",
    fields={"person": KEEP, "text": EMPTY, "answer": EMPTY, "extended_why": EMPTY},
)
personal(
    "privacy.Request",
    person="answered_by",
    why=Purpose.ACCOUNTABILITY,
    seen=SeenBy.OFFICE,
    term="acts",
    fields={"answered_by": KEEP},
)
personal(
    "privacy.Blocking",
    person="person",
    why=Purpose.RIGHTS,
    basis=LEGAL_DUTY,
    seen=SeenBy.SYSTEM,
    term="account",
    fields={"person": KEEP, "ground": EMPTY, "held": EMPTY},
)
personal(
    "privacy.Blocking",
    person="by",
    why=Purpose.ACCOUNTABILITY,
    seen=SeenBy.OFFICE,
    term="acts",
    fields={"by": KEEP},
)
personal(
    "privacy.Export",
    person="person",
    why=Purpose.RIGHTS,
    basis=LEGAL_DUTY,
    seen=SeenBy.SELF,
    term="export",
    fields={"person": DELETE, "name": DELETE},
    rows=DELETE,
)
personal(
    "privacy.Term",
    person="by",
    why=Purpose.ACCOUNTABILITY,
    seen=SeenBy.OFFICE,
    term="acts",
    fields={"by": KEEP},
)
impersonal("privacy.Request", "folio")
impersonal("privacy.Term", "kind", "ground")

personal(
    "account.EmailAddress",
    person="user",
    why=Purpose.ACCOUNT,
    seen=SeenBy.SYSTEM,
    term="account",
    fields={"user": DELETE, "email": DELETE},
    rows=DELETE,
)
personal(
    "django_tasks_database.DBTaskResult",
    person="",
    why=Purpose.WORK,
    seen=SeenBy.SYSTEM,
    term="task",
    fields={"args_kwargs": SCRUB, "return_value": SCRUB, "traceback": SCRUB},
)
impersonal(
    "django_tasks_database.DBTaskResult",
    "task_path",
    "worker_ids",
    "queue_name",
    "backend_name",
    "exception_class_path",
)
# Signed in people are in accounts.Session; this table of Django stays empty.
impersonal("sessions.Session")
impersonal("account.EmailConfirmation")
impersonal("auth.Permission")
impersonal("auth.Group")
impersonal("contenttypes.ContentType")
