"""The clock: each job once per due moment, whoever ticks; what died or failed comes back."""

from datetime import datetime, timedelta

import pytest
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from proim.core.jobs import JOBS, WAITS, daily, every, hourly
from proim.notifications import schedule
from proim.notifications.models import ScheduledRun
from proim.notifications.tasks import forget
from tests.threads import all_at_once


def local(text):
    return timezone.make_aware(datetime.fromisoformat(text))


MORNING = local("2026-11-23 09:17")


def stored(status=TaskResultStatus.RUNNING, *, worker="dead", started=MORNING, path=None, runs=1):
    forget.enqueue()
    task = DBTaskResult.objects.order_by("enqueued_at").last()
    task.status, task.started_at, task.finished_at = status, started, started
    task.worker_ids, task.task_path = [worker] * runs, path or task.task_path
    task.save()
    return task


@pytest.mark.parametrize(
    ("due", "expected"),
    [
        (daily(6, 30), "2026-11-23 06:30"),
        (daily(21), "2026-11-22 21:00"),
        (hourly(15), "2026-11-23 09:15"),
        (hourly(20), "2026-11-23 08:20"),
        (every(5), "2026-11-23 09:15"),
    ],
)
def test_due_is_the_latest_moment_that_has_come(due, expected):
    assert due(MORNING) == local(expected)


@pytest.mark.django_db
def test_each_job_is_handed_out_once_for_a_due_moment():
    first = schedule.tick("one", MORNING)
    assert sorted(first) == sorted(job.name for job in JOBS)
    assert schedule.tick("two", MORNING + timedelta(seconds=20)) == []
    assert DBTaskResult.objects.count() == ScheduledRun.objects.count() == len(JOBS)


@pytest.mark.django_db
def test_after_a_week_without_power_a_daily_job_runs_once():
    schedule.tick("one", MORNING)
    again = schedule.tick("one", MORNING + timedelta(days=7))
    assert again.count("notifications.forget") == 1


@pytest.mark.django_db(transaction=True)
def test_eight_that_tick_at_once_hand_out_each_job_once():
    all_at_once([lambda: schedule.hand_out(MORNING)] * 8)
    assert ScheduledRun.objects.count() == DBTaskResult.objects.count() == len(JOBS)


@pytest.mark.django_db
def test_a_task_whose_worker_died_is_ready_again_after_a_wait():
    task = stored(started=MORNING - timedelta(minutes=10))
    assert schedule.revive(MORNING) == 1
    task.refresh_from_db()
    assert task.status == TaskResultStatus.READY
    assert task.run_after == MORNING + timedelta(minutes=WAITS[0])


@pytest.mark.django_db
def test_a_task_whose_worker_lives_is_left_alone():
    stored(worker="here", started=MORNING - timedelta(minutes=10))
    schedule.beat("here", MORNING)
    assert schedule.revive(MORNING) == 0


@pytest.mark.django_db
def test_at_the_start_of_the_only_process_everything_that_ran_is_put_back():
    stored(worker="here")
    schedule.beat("here", MORNING)
    assert schedule.revive(MORNING, everybody_is_dead=True) == 1


@pytest.mark.django_db
def test_a_job_that_fails_is_tried_again_until_its_waits_are_used_up():
    task = stored(TaskResultStatus.FAILED)
    assert schedule.try_again(MORNING) == 1
    task.refresh_from_db()
    assert task.run_after == MORNING + timedelta(minutes=WAITS[0])
    stored(TaskResultStatus.FAILED, runs=len(WAITS) + 1)
    assert schedule.try_again(MORNING) == 0


@pytest.mark.django_db
def test_a_failed_task_that_nobody_declared_stays_failed():
    stored(TaskResultStatus.FAILED, path="tests.config.sample_tasks.note")
    assert schedule.try_again(MORNING) == 0


@pytest.mark.django_db
def test_a_task_that_kills_every_worker_is_given_up(caplog):
    task = stored(started=MORNING - timedelta(hours=3), runs=len(WAITS) + 1)
    assert schedule.revive(MORNING) == 0
    task.refresh_from_db()
    assert task.status == TaskResultStatus.FAILED
    assert "given up" in caplog.text


@pytest.mark.django_db
def test_old_rows_of_the_clock_are_forgotten():
    schedule.tick("one", MORNING)
    schedule.forget(MORNING + timedelta(days=90))
    assert ScheduledRun.objects.count() == 0
