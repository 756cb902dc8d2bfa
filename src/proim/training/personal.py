"""The personal data in these tables; read by core.personal."""

from proim.core.personal import EMPTY, KEEP, SCRUB, Purpose, SeenBy, impersonal, personal

personal(
    "training.Enrolment",
    person="person",
    why=Purpose.TRAINING,
    seen=SeenBy.OFFICE,
    term="acts",
    fields={"person": KEEP},
)
personal(
    "training.Outcome",
    person="enrolment__person",
    why=Purpose.TRAINING,
    seen=SeenBy.OFFICE,
    term="acts",
    fields={"reason": EMPTY},
)
personal(
    "training.Presence",
    person="enrolment__person",
    why=Purpose.TRAINING,
    seen=SeenBy.OFFICE,
    term="acts",
    fields={"by": KEEP},
)
personal(
    "training.Attempt",
    person="enrolment__person",
    why=Purpose.TRAINING,
    seen=SeenBy.OFFICE,
    term="acts",
    fields={"sheet": KEEP},
)
personal(
    "training.Need",
    person="raised_by",
    why=Purpose.TRAINING,
    seen=SeenBy.AGENCY,
    term="acts",
    fields={"raised_by": KEEP, "topic": SCRUB, "reason": SCRUB, "answer": SCRUB},
)
personal(
    "training.Remark",
    person="",
    why=Purpose.TRAINING,
    seen=SeenBy.OFFICE,
    term="acts",
    fields={"text": SCRUB},
)
impersonal("training.ExamQuestion", "text", "options")
personal(
    "training.Certificate",
    person="enrolment__person",
    why=Purpose.TRAINING,
    seen=SeenBy.OFFICE,
    term="acts",
    fields={"folio": KEEP},
    public=("folio",),
)
personal(
    "training.Session",
    person="",
    why=Purpose.TRAINING,
    seen=SeenBy.AGENCY,
    term="acts",
    fields={"trainer": SCRUB},
)
impersonal("training.Session", "timetable", "place", "link")
impersonal("training.Course")
impersonal("training.CoreMark", "reason")
