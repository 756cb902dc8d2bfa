"""The life cycle of a project: its stages, its transitions, what each stage requires."""

from collections.abc import Iterable

from django.db import models
from django.utils.translation import gettext_lazy as _

from proim.core.workflow import Transition


class Stage(models.TextChoices):
    """Where a project stands. The order here is the order on screen."""

    DRAFT = "draft", _("draft")
    SUBMITTED = "submitted", _("submitted")
    UNDER_REVIEW = "under_review", _("under review")
    RETURNED = "returned", _("returned with comments")
    REGISTERED = "registered", _("registered")
    PLANNING = "planning", _("planning")
    EXECUTING = "executing", _("executing")
    CLOSING = "closing", _("closing")
    ASSURING = "assuring", _("assuring results")
    ASSESSED = "assessed", _("assessed")
    SUSPENDED = "suspended", _("suspended")
    CANCELLED = "cancelled", _("cancelled")
    MERGED = "merged", _("merged into another")
    WITHDRAWN = "withdrawn", _("withdrawn")


UNREGISTERED = (
    Stage.DRAFT,
    Stage.SUBMITTED,
    Stage.UNDER_REVIEW,
    Stage.RETURNED,
    Stage.WITHDRAWN,
)
# Named one by one and not as "none of those above": only so can an index be entered at each.
ONCE_REGISTERED = tuple(stage for stage in Stage if stage not in UNREGISTERED)
# Registered at some time, so counted in the programme's totals (domain.md 4.2).
COUNTED = tuple(stage for stage in ONCE_REGISTERED if stage != Stage.MERGED)
# Work is going on: these owe a report each quarter.
ACTIVE = (
    Stage.REGISTERED,
    Stage.PLANNING,
    Stage.EXECUTING,
    Stage.CLOSING,
    Stage.SUSPENDED,
)
IN_REVIEW = (Stage.SUBMITTED, Stage.UNDER_REVIEW)
EDITABLE = (Stage.DRAFT, Stage.RETURNED)
# The optional blocks are completed while the project runs; the mandatory fields stay closed.
COMPLETABLE = (Stage.REGISTERED, Stage.PLANNING, Stage.EXECUTING)
# What a citizen sees as the life of a project, in order.
MAIN_LINE = (
    Stage.REGISTERED,
    Stage.PLANNING,
    Stage.EXECUTING,
    Stage.CLOSING,
    Stage.ASSURING,
    Stage.ASSESSED,
)

FLOW = {
    "submit": Transition(EDITABLE, Stage.SUBMITTED),
    "take": Transition((Stage.SUBMITTED,), Stage.UNDER_REVIEW),
    "untake": Transition((Stage.UNDER_REVIEW,), Stage.SUBMITTED),
    "give_back": Transition(IN_REVIEW, Stage.RETURNED),
    "accept": Transition(IN_REVIEW, Stage.REGISTERED),
    "withdraw": Transition((*EDITABLE, Stage.SUBMITTED), Stage.WITHDRAWN),
    "plan": Transition((Stage.REGISTERED, Stage.SUSPENDED), Stage.PLANNING),
    "execute": Transition((Stage.REGISTERED, Stage.PLANNING, Stage.SUSPENDED), Stage.EXECUTING),
    "close": Transition((Stage.EXECUTING,), Stage.CLOSING),
    "assure": Transition((Stage.CLOSING,), Stage.ASSURING),
    "suspend": Transition((Stage.REGISTERED, Stage.PLANNING, Stage.EXECUTING), Stage.SUSPENDED),
    "cancel": Transition(
        (Stage.REGISTERED, Stage.PLANNING, Stage.EXECUTING, Stage.SUSPENDED), Stage.CANCELLED
    ),
    "merge": Transition(
        (Stage.REGISTERED, Stage.PLANNING, Stage.EXECUTING, Stage.SUSPENDED), Stage.MERGED
    ),
}

# A field listed here may be empty before its stage, and never from that stage on.
REQUIRED_FROM = {
    "title_es": Stage.DRAFT,
    "lead_name": Stage.SUBMITTED,
    "lead_post": Stage.SUBMITTED,
    "lead_area": Stage.SUBMITTED,
    "strategy": Stage.SUBMITTED,
    "subtopics": Stage.SUBMITTED,
    "scope": Stage.SUBMITTED,
    "is_knowledge_management": Stage.SUBMITTED,
    "ict_use": Stage.SUBMITTED,
    "ict_components": Stage.SUBMITTED,  # unless the project uses no ICT: Project.asks
    "problem_es": Stage.SUBMITTED,
    "objective_es": Stage.SUBMITTED,
    "population_es": Stage.SUBMITTED,
    "starts": Stage.SUBMITTED,
    "ends": Stage.SUBMITTED,
}

# The full record by blocks, in the order of the screens. These names are what actions may write.
BLOCKS: dict[str, tuple[str, ...]] = {
    "identity": ("title_es", "title_en", "short_name", "unit", "lead_name", "lead_post",
                 "lead_area", "lead_contact"),
    "classification": ("strategy", "secondary_strategies", "subtopics", "scope", "nature",
                       "is_knowledge_management", "ict_use", "ict_components", "procedures"),
    "why": ("problem_es", "problem_en", "cause_es", "current_situation_es", "baseline_value",
            "objective_es", "objective_en", "specific_objectives_es", "alignment",
            "legal_ground"),
    "who": ("population_es", "population_en", "population_kind", "population_size",
            "demarcations", "partner_agencies"),
    "what": ("deliverables_es", "expected_results_es", "impact_level", "impact_es"),
    "when": ("starts", "ends"),
    "resources": ("human_resources_es", "material_resources_es", "budget_kind", "budget_lines",
                  "feasibility"),
    "risks": ("initial_risks_es", "dependencies_es"),
    "participation": ("participation_es", "publication", "reserved_ground"),
}  # fmt: skip
FIELDS = tuple(name for names in BLOCKS.values() for name in names)
# A record without these is complete all the same: the meter does not count them.
EXTRA = ("title_en", "short_name", "problem_en", "objective_en", "population_en", "publication")
# A comment at the first reopens the second as well: they only make sense together.
OPENS = {
    "strategy": ("subtopics",),
    "ict_use": ("ict_components",),
    "budget_kind": ("budget_lines",),
    "publication": ("reserved_ground",),
}


def opened(commented: Iterable[str]) -> set[str]:
    """Return the fields that comments at ``commented`` reopen: those, and what hangs on them."""
    found = set(commented)
    return found.union(*(OPENS.get(name, ()) for name in found))
