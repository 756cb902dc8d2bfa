"""What a mandate opens of projects that passed on: they belong to who led them at the end of the period audited."""

from datetime import date

import pytest

from proim.monitoring.models import Report
from proim.monitoring.workflow import Stage as ReportStage
from proim.projects.actions import transfer
from proim.projects.models import Project, Publication
from tests.builders.auditing import make_auditor
from tests.builders.monitoring import make_report
from tests.builders.people import make_agency
from tests.builders.projects import make_project

pytestmark = pytest.mark.django_db
RESERVED = {"publication": Publication.RESERVED, "reserved_ground": "Artículo 183"}


def test_a_reorganization_of_later_days_neither_hides_nor_adds_a_project(settings):
    settings.TODAY = date(2011, 12, 15)
    inside, outside = make_agency(), make_agency(type="OPD")
    mine, other = make_project(inside, **RESERVED), make_project(outside, **RESERVED)
    facts = {"stage": ReportStage.SIGNED, "quarter": "2011-Q2"}
    report, far = make_report(mine, **facts), make_report(other, **facts)
    told = {"covers_from": date(2011, 1, 1)}
    auditor = make_auditor(**told, covers_to=date(2011, 6, 30))
    later = make_auditor(**told, covers_to=date(2011, 11, 30))
    for project, to in ((mine, outside), (other, inside)):
        transfer(project, to, since=date(2011, 10, 3), ground="Decreto", by=None)
    assert set(Project.objects.permitted("projects.history", auditor)) == {mine}
    assert set(Report.objects.permitted("monitoring.history", auditor)) == {report}
    assert set(Project.objects.permitted("projects.history", later)) == {other}
    assert set(Report.objects.permitted("monitoring.history", later)) == {far}
