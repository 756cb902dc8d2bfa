"""How the installation is: for administrators in words, for machines in one word, for Prometheus in figures."""

from datetime import timedelta

import pytest
from django.db import OperationalError
from django.urls import reverse
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from proim.accounts.models import Session
from proim.agencies.models import Role
from proim.audit.triggers import drop
from proim.core.health import HEALTH, Check, Finding, State
from proim.files import vault
from proim.operation import looks, records, tasks
from tests.builders.files import make_file
from tests.builders.people import make_office
from tests.builders.projects import make_project

pytestmark = pytest.mark.django_db
PAGE = "operation:page"


@pytest.fixture(autouse=True)
def _own_data(settings, tmp_path):
    settings.DATA, settings.MEDIA_ROOT = tmp_path, tmp_path / "files"


@pytest.fixture
def administrator(client):
    person = make_office(Role.ADMINISTRATOR)
    client.force_login(person)
    return person


def finding(name: str) -> Finding:
    return next(found for check, found in looks.all_findings() if check.name == f"operation.{name}")


def test_the_page_names_each_part_and_what_was_found(client, administrator, settings):
    html = client.get(reverse(PAGE)).content.decode()
    for label in ("Base de datos", "Disco", "Respaldo", "Bitácora", "Reloj"):
        assert label in html
    assert "Todavía no se ha hecho ningún respaldo" in html


def test_the_page_is_for_administrators_alone(client):
    client.force_login(make_office())
    assert client.get(reverse(PAGE)).status_code == 404


def test_a_part_that_cannot_be_looked_at_is_bad_and_the_others_are_shown(
    client, administrator, monkeypatch
):
    def gone():
        raise OperationalError("secret host db1")

    monkeypatch.setattr(HEALTH, "_items", [*HEALTH, Check("test.gone", "Correo", gone)])
    html = client.get(reverse(PAGE)).content.decode()
    assert "Correo" in html
    assert "OperationalError" in html
    assert "db1" not in html
    answer = client.get(reverse("operation:state"))
    assert (answer.status_code, answer.content) == (503, b"not ok\n")


def test_a_backup_grows_old(monkeypatch):
    assert finding("backup").state == State.ATTENTION
    records.note(records.BACKUP, bytes=1)
    assert finding("backup").state == State.GOOD
    for days, state in ((3, State.ATTENTION), (9, State.BAD)):
        later = timezone.now() + timedelta(days=days)
        monkeypatch.setattr(timezone, "now", lambda at=later: at)
        assert finding("backup").state == state


def test_the_nightly_recomputation_tells_of_a_changed_file():
    file = make_file(make_project())
    assert "todavía no" in finding("ledger").text
    assert tasks.recompute() == []
    assert finding("ledger").state == State.GOOD
    vault.path_of(file.newest.key).write_bytes(b"other")
    assert len(tasks.recompute()) == 1
    assert finding("ledger").state == State.BAD


def test_the_nightly_recomputation_tells_of_a_changed_event():
    from django.db import connection

    make_project()
    drop(connection)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE audit_event SET body = '{}' WHERE sequence = 2")
    assert tasks.recompute() == ["ledger event 2"]


def test_a_clock_that_stands_still_wants_attention(settings):
    assert finding("clock").state == State.GOOD
    settings.TODAY = timezone.localdate()
    assert finding("clock").state == State.ATTENTION


def test_a_full_disk_is_bad(monkeypatch):
    monkeypatch.setattr(looks, "VERY_LOW", 10**18)
    assert finding("disk").state == State.BAD
    monkeypatch.setattr(looks, "VERY_LOW", 0)
    monkeypatch.setattr(looks, "LOW", 10**18)
    assert finding("disk").state == State.ATTENTION


def test_an_agency_that_has_used_its_space_is_counted(settings):
    file = make_file(make_project())
    assert finding("files").state == State.GOOD
    settings.FILE_QUOTA = file.newest.size
    assert finding("files").figures["files_holders_nearly_full"] == 1


def test_work_in_the_background_is_told_by_task_without_arguments(client, administrator):
    tasks.tidy.enqueue()
    failed = DBTaskResult.objects.get()
    DBTaskResult.objects.filter(pk=failed.pk).update(
        status=TaskResultStatus.FAILED,
        finished_at=timezone.now(),
        args_kwargs={"args": ["ana@x.org"], "kwargs": {}},
    )
    html = client.get(reverse(PAGE)).content.decode()
    assert "operation.tidy" in html
    assert "ana@x.org" not in html


def test_tidying_up_removes_what_expired_and_nothing_else(administrator):
    now = timezone.now()
    alive = Session.objects.get()
    Session.objects.create(session_key="a" * 32, expire_date=now - timedelta(days=1))
    tasks.tidy.enqueue()
    tasks.tidy.enqueue()
    old = DBTaskResult.objects.first()
    DBTaskResult.objects.filter(pk=old.pk).update(
        status=TaskResultStatus.SUCCESSFUL, finished_at=now - timedelta(days=61)
    )
    assert tasks.tidy_up() == {"sessions": 1, "results": 1, "files": 0}
    assert Session.objects.get() == alive
    assert DBTaskResult.objects.count() == 1


def test_a_balancer_learns_whether_the_database_answers(client, monkeypatch):
    assert client.get(reverse("health")).content == b"ok\n"

    def gone(*_args, **_kwargs):
        raise OperationalError("server closed the connection")

    monkeypatch.setattr("proim.operation.views.connection.cursor", gone)
    answer = client.get(reverse("health"))
    assert (answer.status_code, answer.content) == (503, b"not ok\n")


def test_figures_are_for_whoever_has_the_token(client, settings):
    address = reverse("operation:figures")
    assert client.get(address).status_code == 404
    settings.METRICS_TOKEN = "llave-larga"
    assert client.get(address).status_code == 404
    assert client.get(address, headers={"Authorization": "Bearer x"}).status_code == 404
    answer = client.get(address, headers={"Authorization": "Bearer llave-larga"})
    text = answer.content.decode()
    assert 'proim_health{part="operation.database"} 0.0' in text
    assert "proim_disk_free_bytes" in text


def test_requests_are_measured_by_route_and_never_by_address(client, settings):
    settings.METRICS_TOKEN = "llave"
    settings.MIDDLEWARE = ["proim.operation.metrics.Measured", *settings.MIDDLEWARE]
    client.get(make_project().get_absolute_url())
    client.get("/ana@example.org/")
    text = client.get(reverse("operation:figures"), headers={"Authorization": "Bearer llave"})
    text = text.content.decode()
    assert 'proim_request_seconds_count{method="GET",route="projects:detail",status="2xx"}' in text
    assert 'route="none",status="4xx"' in text
    assert "ana@" not in text
