"""The personal data in these tables; read by core.personal."""

from proim.core.personal import EMPTY, KEEP, SCRUB, Purpose, SeenBy, impersonal, personal

personal(
    "agencies.Appointment",
    person="person",
    why=Purpose.POST,
    seen=SeenBy.AGENCY,
    term="acts",
    fields={
        "person": KEEP,
        "letter": SCRUB,
        "appointed_by": SCRUB,
        "end_letter": SCRUB,
        "end_reason": EMPTY,
    },
    public=("person",),
)
personal(
    "agencies.Absence",
    person="person",
    why=Purpose.POST,
    seen=SeenBy.OFFICE,
    term="acts",
    fields={"person": KEEP, "reason": EMPTY},
)
for name in ("substitute", "recorded_by"):
    personal(
        "agencies.Absence",
        person=name,
        why=Purpose.ACCOUNTABILITY,
        seen=SeenBy.OFFICE,
        term="acts",
        fields={name: KEEP},
    )
personal(
    "agencies.NoticeStep",
    person="by",
    why=Purpose.ACCOUNTABILITY,
    seen=SeenBy.AGENCY,
    term="acts",
    fields={"by": KEEP, "reason": SCRUB},
)
personal(
    "agencies.Mandate",
    person="person",
    why=Purpose.POST,
    seen=SeenBy.OFFICE,
    term="acts",
    fields={"person": KEEP, "letter": SCRUB, "end_reason": SCRUB},
)
personal(
    "agencies.Handover",
    person="leaving__person",
    why=Purpose.POST,
    seen=SeenBy.AGENCY,
    term="acts",
    fields={"note": SCRUB, "frozen": SCRUB, "given": EMPTY},
)
personal(
    "agencies.Handover",
    person="delivered_by",
    why=Purpose.ACCOUNTABILITY,
    seen=SeenBy.AGENCY,
    term="acts",
    fields={"delivered_by": KEEP},
)
personal(
    "agencies.Handover",
    person="received_by",
    why=Purpose.ACCOUNTABILITY,
    seen=SeenBy.AGENCY,
    term="acts",
    fields={"received_by": KEEP, "remark": SCRUB},
)
personal(
    "agencies.HandoverItem",
    person="handover__leaving__person",
    why=Purpose.POST,
    seen=SeenBy.AGENCY,
    term="acts",
    fields={"note": SCRUB},
)
personal(
    "agencies.Reorganization",
    person="recorded_by",
    why=Purpose.ACCOUNTABILITY,
    seen=SeenBy.OFFICE,
    term="acts",
    fields={"recorded_by": KEEP},
)
impersonal("agencies.Handover", "sha256")
impersonal("agencies.HandoverItem", "code")
impersonal("agencies.Reorganization", "ground", "gazette")
impersonal("agencies.Mandate", "body", "types")
impersonal("agencies.Notice")
impersonal("agencies.Agency")
impersonal("agencies.AgencyVersion")
impersonal("agencies.ScopeEntry")
impersonal("agencies.Succession")
impersonal("agencies.Programme")
