from datetime import date

from proim.accounts.models import User
from proim.core.quarters import Quarter
from proim.monitoring import actions
from proim.monitoring.models import Period, Report
from proim.monitoring.workflow import Stage
from proim.projects.models import Project
from tests.builders.projects import make_project

QUARTER = "2011-Q1"  # opens on 1 April 2011, is due on 14 April
# The shortest way from a report that is asked for to each stage.
WAYS = {
    Stage.PENDING: (),
    Stage.DRAFT: ("edit",),
    Stage.VALIDATED: ("edit", "validate"),
    Stage.SIGNED: ("edit", "validate", "sign"),
    Stage.PUBLISHED: ("edit", "validate", "sign", "publish"),
}


def said(**changed) -> dict:
    """Return answers that a report may be validated with: ``said(rating="red")``."""
    given = {
        "progress": 35,
        "rating": "green",
        "rationale": "",
        "achievements": "Se publicó la guía y se capacitó a 40 personas.",
        "deviations": "",
        "risks": "La mudanza de la oficina puede retrasar la prueba.",
        "support": "",
        "commitments": "Abrir la ventanilla en dos delegaciones.",
    }
    return {**given, **changed}


def make_period(quarter: str = QUARTER, *, opened: bool = True) -> Period:
    """Build a quarter on the calendar, or return it; opened on its day, so each project owes."""
    period = Period.objects.filter(quarter=quarter).first()
    period = period or actions.schedule(Quarter.parse(quarter), by=None)
    return actions.open_period(period, by=None, on=period.opens_on) if opened else period


def make_report(
    project: Project | None = None,
    *,
    stage: Stage = Stage.PENDING,
    quarter: str = QUARTER,
    on: date | None = None,
    liaison: User | None = None,
    **changed,
) -> Report:
    """Build the report of ``project`` in ``stage``, all its steps taken by the system.

    They happen on the day ``on``, or on the day that the quarter's reports are due. ``liaison``
    has written and validated it.
    """
    project = project or make_project()
    period = make_period(quarter)
    report = Report.objects.get(project=project, period=period)
    for verb in WAYS[stage]:
        by = liaison if verb in {"edit", "validate"} else None
        more = {"values": said(**changed)} if verb == "edit" else {}
        report = getattr(actions, verb)(report, by=by, on=on or period.due_on, **more)
    return report
