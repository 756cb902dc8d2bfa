"""Two people at once: one wins, nothing is half done."""

from collections import Counter
from threading import Barrier, Thread

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection

from proim.agencies.models import Role
from proim.audit.models import Event, verify
from proim.core.errors import DomainError
from proim.core.seen import ConflictError, marks
from proim.monitoring import actions
from proim.monitoring.models import Report, ReportVersion
from proim.monitoring.workflow import CONTENT, Stage
from tests.builders.monitoring import make_period, make_report
from tests.builders.people import make_member
from tests.builders.projects import make_project

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


def together(*calls):
    """Run ``calls`` at the same moment; return what each gave, or how it was refused."""
    gate, answers = Barrier(len(calls)), [None] * len(calls)

    def run(place, call):
        gate.wait()
        try:
            answers[place] = call()
        except (DomainError, PermissionDenied) as refused:
            answers[place] = refused
        finally:
            connection.close()

    threads = [Thread(target=run, args=pair) for pair in enumerate(calls)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def won(answers):
    return sum(isinstance(answer, Report) for answer in answers)


def events(*verbs):
    return Counter(Event.objects.filter(verb__in=verbs).values_list("verb", flat=True))


def test_of_two_heads_who_sign_at_once_one_wins():
    report = make_report(stage=Stage.VALIDATED)
    agency = report.project.agency
    first = make_member(Role.HEAD, agency)
    second = make_member(Role.LIAISON, agency)
    second.appointments.update(role=Role.HEAD, valid_to="2199-12-31")

    answers = together(
        lambda: actions.sign(report, by=first), lambda: actions.sign(report, by=second)
    )

    assert won(answers) == 1
    stored = Report.objects.get()
    winner = next(answer for answer in answers if isinstance(answer, Report))
    assert (stored.stage, stored.signed_by) == (Stage.SIGNED, winner.signed_by)
    assert events("monitoring.sign") == {"monitoring.sign": 1}
    assert list(stored.stage_changes.values_list("stage", flat=True)).count(Stage.SIGNED) == 1


def test_a_text_is_signed_as_it_was_read_or_not_at_all():
    report = make_report(stage=Stage.VALIDATED)
    read = report.version

    def rewrite():
        actions.take_back(report, by=None)
        actions.edit(report, {"progress": 99}, by=None)
        return actions.validate(report, by=None)

    answers = together(rewrite, lambda: actions.sign(report, by=None, version=read))

    stored = Report.objects.get()
    signed = isinstance(answers[1], Report)
    assert (stored.stage == Stage.SIGNED) == signed
    assert (stored.progress == 35) == signed


def test_publishing_and_giving_back_at_once():
    report = make_report(stage=Stage.SIGNED)

    answers = together(
        lambda: actions.publish(report, by=None),
        lambda: actions.give_back(report, "Falta una cifra.", by=None),
    )

    assert won(answers) == 1
    stored = Report.objects.get()
    published = stored.stage == Stage.PUBLISHED
    assert ReportVersion.objects.count() == published
    assert (stored.signed_on is not None) == published
    assert stored.given_back.count() == (not published)
    assert events("monitoring.publish", "monitoring.give_back").total() == 1


def test_publishing_twice_at_once_makes_one_version():
    report = make_report(stage=Stage.SIGNED)

    answers = together(*[lambda: actions.publish(report, by=None)] * 3)

    assert won(answers) == 1
    assert ReportVersion.objects.count() == 1
    assert verify().broken is None


def test_of_two_liaisons_who_answer_one_question_at_once_one_is_asked():
    report = make_report(stage=Stage.DRAFT)
    seen = marks(CONTENT, report.said.__getitem__)

    answers = together(
        lambda: actions.edit(report, {"progress": 41}, by=None, seen=seen),
        lambda: actions.edit(report, {"progress": 42}, by=None, seen=seen),
    )

    assert won(answers) == 1
    assert any(isinstance(answer, ConflictError) for answer in answers)
    winner = next(answer for answer in answers if isinstance(answer, Report))
    assert Report.objects.get().progress == winner.progress


def test_of_two_liaisons_who_answer_two_questions_at_once_both_survive():
    report = make_report(stage=Stage.DRAFT)
    seen = marks(CONTENT, report.said.__getitem__)

    answers = together(
        lambda: actions.edit(report, {"progress": 41}, by=None, seen=seen),
        lambda: actions.edit(report, {"risks": "Lluvias"}, by=None, seen=seen),
    )

    assert won(answers) == 2
    stored = Report.objects.get()
    assert (stored.progress, stored.risks) == (41, "Lluvias")


def test_opening_a_quarter_twice_at_once_asks_each_project_once():
    projects = [make_project() for _ in range(3)]
    period = make_period(opened=False)

    together(*[lambda: actions.open_period(period, by=None)] * 2)

    assert Report.objects.count() == len(projects)
    assert events("monitoring.open_period") == {"monitoring.open_period": 1}
