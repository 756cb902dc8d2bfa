"""The server as an office runs it: what it answers, refuses and does in the background."""

import json
import subprocess
import sys
import time

import pytest

from tests.installation import Installation, Visitor

READ = """
import json
from proim.config import settings
print(json.dumps({name: getattr(settings, name, None) for name in NAMES}, default=str))
"""


def settings_with(tmp_path, names, **variables):
    house = Installation(tmp_path, "settings", **variables)
    done = subprocess.run(
        [sys.executable, "-c", READ.replace("NAMES", repr(names))],
        check=False,
        capture_output=True,
        text=True,
        env=house.environment,
        cwd=tmp_path,
    )
    return json.loads(done.stdout) if done.returncode == 0 else done.stderr


def test_by_https_every_cookie_is_bound_to_this_host_and_never_sent_in_the_clear(tmp_path):
    names = ["SESSION_COOKIE_NAME", "SESSION_COOKIE_SECURE", "CSRF_COOKIE_NAME"]
    names += ["CSRF_COOKIE_SECURE", "SECURE_HSTS_SECONDS", "SECURE_PROXY_SSL_HEADER"]
    found = settings_with(tmp_path, names, PROIM_HTTPS="1")
    assert found["SESSION_COOKIE_NAME"].startswith("__Host-")
    assert found["CSRF_COOKIE_NAME"].startswith("__Host-")
    assert found["SESSION_COOKIE_SECURE"] is found["CSRF_COOKIE_SECURE"] is True
    assert found["SECURE_HSTS_SECONDS"] >= 31_536_000
    assert found["SECURE_PROXY_SSL_HEADER"] is None


def test_a_misspelt_setting_stops_the_server(tmp_path):
    assert "PROIM_HTTPS?" in settings_with(tmp_path, ["DEBUG"], PROIM_HTPS="1")


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    house = Installation(tmp_path_factory.mktemp("serving"), "serving")
    with house.serving() as server:
        server.installation = house
        yield server


def test_every_answer_carries_the_protective_headers(server):
    visitor = Visitor(server.port)
    headers = visitor.get("/accounts/login/").headers
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "Server" not in headers
    assert all(
        "HttpOnly" in line and "SameSite=Lax" in line for line in headers.get_all("Set-Cookie")
    )


def test_a_foreign_host_name_is_refused(server):
    assert Visitor(server.port).get("/accounts/login/", Host="evil.example.org").status == 400


def test_without_a_trusted_proxy_nobody_says_whose_or_which_scheme_a_request_is(server):
    visitor = Visitor(server.port)
    claims = {"X-Forwarded-Proto": "https", "X-Forwarded-For": "10.1.1.1", "X-Forwarded-Host": "x"}
    answer = visitor.get("/accounts/password/reset/", **claims)
    assert answer.status == 200
    assert "Strict-Transport-Security" not in answer.headers


def test_styles_are_compressed_and_kept_for_a_year(server):
    visitor = Visitor(server.port)
    visitor.get("/accounts/login/")
    answer = visitor.get(visitor.link("stylesheet"), **{"Accept-Encoding": "br"})
    assert answer.headers["Content-Encoding"] == "br"
    assert "immutable" in answer.headers["Cache-Control"]


def test_the_worker_thread_does_what_is_asked_in_the_background(server, tmp_path):
    trace = tmp_path / "trace"
    server.installation.shell(
        f"from tests.config.sample_tasks import note; note.enqueue({str(trace)!r})"
    )
    end = time.monotonic() + 20
    while not trace.exists() and time.monotonic() < end:
        time.sleep(0.1)
    assert trace.read_text() == "done"
