"""The personal data in these tables; read by core.personal."""

from proim.core.personal import KEEP, SCRUB, Purpose, SeenBy, impersonal, personal

TEXTS = (
    "rationale",
    "achievements",
    "deviations",
    "risks",
    "support",
    "commitments",
    "erratum",
)
personal(
    "monitoring.Report",
    person="",
    why=Purpose.ACCOUNTABILITY,
    seen=SeenBy.AGENCY,
    term="acts",
    fields=dict.fromkeys(TEXTS, SCRUB),
)
for name in ("validated_by", "signed_by", "signed_for"):
    personal(
        "monitoring.Report",
        person=name,
        why=Purpose.ACCOUNTABILITY,
        seen=SeenBy.PUBLIC,
        term="acts",
        fields={name: KEEP},
    )
personal(
    "monitoring.GivenBack",
    person="by",
    why=Purpose.ACCOUNTABILITY,
    seen=SeenBy.AGENCY,
    term="acts",
    fields={"by": KEEP, "comment": SCRUB},
)
personal(
    "monitoring.ReportVersion",
    person="published_by",
    why=Purpose.ACCOUNTABILITY,
    seen=SeenBy.PUBLIC,
    term="acts",
    fields={"published_by": KEEP, "content": SCRUB, "erratum": SCRUB},
)
impersonal("monitoring.Period", "quarter")
impersonal("monitoring.ReportVersion", "sha256")
