"""Database, Redis, disk or mail server gone: a plain page, nothing half done, and it goes on afterwards."""

import errno
import http.client

import fakeredis
import pytest
from django.core.cache import caches
from django.db import OperationalError, connection
from django.urls import reverse

from proim.agencies.models import Role
from proim.files.models import StoredFile
from proim.projects.models import Project
from tests.builders.files import upload
from tests.builders.people import make_agency, make_member, make_user
from tests.builders.projects import make_project

pytestmark = pytest.mark.django_db
PLAIN = "Por ahora no es posible"


@pytest.fixture
def visitor(client):
    client.raise_request_exception = False
    return client


@pytest.mark.parametrize(
    "error",
    [
        OperationalError("server closed the connection unexpectedly"),
        OperationalError("database or disk is full"),
        OSError(errno.ENOSPC, "No space left on device"),
    ],
)
def test_an_outage_in_a_page_is_a_plain_503(visitor, monkeypatch, error):
    def gone(*_args, **_kwargs):
        raise error

    monkeypatch.setattr("proim.projects.views.catalogue.paginate", gone)
    answer = visitor.get(reverse("projects:list"))
    assert answer.status_code == http.client.SERVICE_UNAVAILABLE
    assert PLAIN in answer.content.decode()
    assert answer["Retry-After"]


def test_an_outage_in_the_session_is_a_plain_503_too(visitor, monkeypatch):
    visitor.force_login(make_user())

    def gone(*_args, **_kwargs):
        raise OperationalError("the database system is starting up")

    monkeypatch.setattr("proim.accounts.sessions.SessionStore.load", gone)
    answer = visitor.get(reverse("portal:work"))
    assert answer.status_code == http.client.SERVICE_UNAVAILABLE
    assert PLAIN in answer.content.decode()


def test_a_fault_of_ours_is_still_a_500(visitor, monkeypatch):
    def wrong(*_args, **_kwargs):
        raise ValueError("a bug")

    monkeypatch.setattr("proim.projects.views.catalogue.paginate", wrong)
    answer = visitor.get(reverse("projects:list"))
    assert answer.status_code == http.client.INTERNAL_SERVER_ERROR
    assert "Algo falló de nuestro lado" in answer.content.decode()


def test_a_disk_that_fills_in_the_middle_of_a_change_leaves_nothing_half_done(visitor, monkeypatch):
    agency = make_agency()
    visitor.force_login(make_member(Role.LIAISON, agency))

    def full(*_args, **_words):
        raise OperationalError("database or disk is full")

    monkeypatch.setattr("proim.projects.actions.submission.record", full, raising=False)
    project = make_project(agency, stage="draft")
    answer = visitor.post(reverse("projects:submit", args=[project.code]))
    assert answer.status_code == http.client.SERVICE_UNAVAILABLE
    assert Project.objects.get(pk=project.pk).stage == "draft"


def test_a_disk_that_is_full_for_files_is_told_at_the_form(visitor, monkeypatch):
    project = make_project()
    visitor.force_login(make_member(Role.LIAISON, project.agency))
    monkeypatch.setattr("proim.files.vault.RESERVE", 10**18)
    page = reverse("files:store", args=["project", project.code])
    answer = visitor.post(page, {"file": upload(), "label": "Acta"})
    assert answer.status_code == http.client.OK
    assert "no tiene espacio" in answer.content.decode()
    assert not StoredFile.objects.exists()


@pytest.fixture
def redis(settings):
    """Let the cache be a Redis that can go away."""
    server = fakeredis.FakeServer()
    settings.CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": "redis://cache.example.org/0",
            "OPTIONS": {"connection_class": fakeredis.FakeRedisConnection, "server": server},
        }
    }
    yield server
    server.connected = True
    caches["default"].clear()
    caches["default"].close()


def test_without_redis_everything_can_be_read_and_nobody_signs_in(visitor, redis):
    project = make_project()
    person = make_user()
    redis.connected = False
    for address in (reverse("projects:list"), project.get_absolute_url(), reverse("portal:home")):
        assert visitor.get(address).status_code == http.client.OK
    login = reverse("account_login")
    answer = visitor.post(login, {"login": person.email, "password": "frijol-cometa-ventana-91"})
    assert answer.status_code == http.client.SERVICE_UNAVAILABLE  # limits fail closed, in words
    assert PLAIN in answer.content.decode()
    assert visitor.get(reverse("health")).status_code == http.client.SERVICE_UNAVAILABLE
    redis.connected = True
    answer = visitor.post(login, {"login": person.email, "password": "frijol-cometa-ventana-91"})
    assert answer.status_code == http.client.FOUND


def test_a_mail_server_that_hangs_keeps_nobody_waiting(visitor, monkeypatch):
    """Mails are sent by the worker: a request only writes that one is wanted."""
    person = make_user()

    def hang(*_args, **_words):
        raise AssertionError("a request talks to the mail server")

    monkeypatch.setattr("django.core.mail.message.EmailMessage.send", hang)
    answer = visitor.post(reverse("account_reset_password"), {"email": person.email})
    assert answer.status_code == http.client.FOUND
    assert connection.is_usable()
