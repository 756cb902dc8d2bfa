"""The personal data in these tables; read by core.personal."""

from proim.core.personal import KEEP, SCRUB, Purpose, SeenBy, impersonal, personal

LEAD = ("lead_name", "lead_post", "lead_contact")
TEXTS = (
    "title_es",
    "title_en",
    "short_name",
    "unit",
    "procedures",
    "problem_es",
    "problem_en",
    "cause_es",
    "current_situation_es",
    "baseline_value",
    "objective_es",
    "objective_en",
    "specific_objectives_es",
    "alignment",
    "legal_ground",
    "population_es",
    "population_en",
    "deliverables_es",
    "expected_results_es",
    "impact_es",
    "human_resources_es",
    "material_resources_es",
    "initial_risks_es",
    "dependencies_es",
    "participation_es",
    "reserved_ground",
)
personal(
    "projects.Project",
    person="reviewer",
    why=Purpose.ACCOUNTABILITY,
    seen=SeenBy.AGENCY,
    term="acts",
    fields={"reviewer": KEEP},
)
personal(
    "projects.Project",
    person="",
    why=Purpose.POST,
    seen=SeenBy.AGENCY,
    term="acts",
    fields=dict.fromkeys((*LEAD, *TEXTS), SCRUB),
    public=("lead_name", "lead_post", *TEXTS),
)
personal(
    "projects.Observation",
    person="by",
    why=Purpose.ACCOUNTABILITY,
    seen=SeenBy.AGENCY,
    term="acts",
    fields={"by": KEEP, "comment": SCRUB},
)
personal(
    "projects.StageChange",
    person="",
    why=Purpose.ACCOUNTABILITY,
    seen=SeenBy.AGENCY,
    term="acts",
    fields={"reason": SCRUB},
)
personal(
    "projects.Classification",
    person="",
    why=Purpose.ACCOUNTABILITY,
    seen=SeenBy.AGENCY,
    term="acts",
    fields={"reason": SCRUB},
)
personal(
    "projects.Feasibility",
    person="",
    why=Purpose.POST,
    seen=SeenBy.AGENCY,
    term="acts",
    fields={"note": SCRUB},
)
impersonal("projects.Project", "folio")
impersonal("projects.Observation", "field")
impersonal("projects.Transfer", "ground")
