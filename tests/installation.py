"""A real installation in a folder of its own: the tests start its commands and its server as an office would."""

import http.client
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.parse
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
START_SECONDS = 300
STOP_SECONDS = 60


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def new_database(name: str, like: str | None = None) -> str | None:
    """Return the address of a new PostgreSQL database, or nothing where the tests run on SQLite."""
    server = os.environ.get("PROIM_DATABASE_URL")
    if server is None:
        return None
    import psycopg

    host = urllib.parse.parse_qs(urllib.parse.urlsplit(server).query)["host"][0]
    with psycopg.connect(host=host, user="proim", dbname="postgres", autocommit=True) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        template = f' TEMPLATE "{like}"' if like else ""
        connection.execute(f'CREATE DATABASE "{name}"{template}')
    return f"postgres://proim@/{name}?host={host}"


class Installation:
    """One installation: a data folder, a database, and nothing of the test run's settings."""

    def __init__(
        self,
        folder: Path,
        name: str,
        *,
        like: "Installation | None" = None,
        python: str = sys.executable,
        **settings: str,
    ):
        self.folder, self.python = folder, python
        self.database = f"{name}_{os.environ.get('PYTEST_XDIST_WORKER', 'alone')}"
        kept = {
            key: value
            for key, value in os.environ.items()
            if not key.startswith(("PROIM_", "DJANGO_")) or key == "PROIM_PG_PROGRAMS"
        }
        # The people of these tests sign in with a password alone; second factors have tests of their own.
        own = {"PROIM_DATA": str(folder / "data"), "PROIM_SECOND_FACTOR": "offered"}
        self.environment = kept | own | settings
        if python == sys.executable:
            self.environment["PYTHONPATH"] = f"{ROOT / 'src'}:{ROOT}"
        address = new_database(self.database, like and like.database)
        if address:
            self.environment["PROIM_DATABASE_URL"] = address
        if like:
            shutil.copytree(like.folder / "data", folder / "data")

    def proim(self, *words: str, stdin: str | None = None) -> subprocess.CompletedProcess[str]:
        """Run one command to its end."""
        return subprocess.run(
            [self.python, "-m", "proim", *words],
            check=False,
            capture_output=True,
            text=True,
            input=stdin,
            cwd=self.folder,
            env=self.environment,
            timeout=110,
        )

    def shell(self, script: str) -> str:
        """Run Python inside the installation and return what it printed."""
        done = self.proim("manage", "shell", "--verbosity=0", "-c", script)
        assert done.returncode == 0, done.stderr
        return done.stdout

    @contextmanager
    def serving(self, *words: str):
        """Serve until the end of the block, which gets the running ``Server``."""
        server = Server(self, free_port(), words)
        try:
            server.wait_until_ready()
            yield server
        finally:
            server.kill(signal.SIGTERM)


class Server:
    """A running ``proim serve``."""

    def __init__(self, installation: Installation, port: int, words: tuple[str, ...]):
        self.installation, self.port, self.words = installation, port, words
        self.log = installation.folder / "serve.log"
        self.start()

    def start(self) -> None:
        house = self.installation
        with self.log.open("a") as log:
            self.process = subprocess.Popen(
                [house.python, "-m", "proim", "serve", "--port", str(self.port), *self.words],
                stdout=log,
                stderr=log,
                cwd=house.folder,
                env=house.environment,
            )

    def restart(self, **settings: str) -> None:
        """Stop, and serve at the same address with more settings."""
        self.kill(signal.SIGTERM)
        self.installation.environment |= settings
        self.start()
        self.wait_until_ready()

    def wait_until_ready(self) -> None:
        end = time.monotonic() + START_SECONDS
        while time.monotonic() < end and self.process.poll() is None:
            try:
                socket.create_connection(("127.0.0.1", self.port), 1).close()
            except OSError:
                time.sleep(0.05)
            else:
                return
        raise RuntimeError(self.log.read_text())

    def kill(self, with_signal: int = signal.SIGKILL) -> None:
        self.process.send_signal(with_signal)
        self.process.wait(STOP_SECONDS)


class Visitor:
    """A browser without a screen: one kept connection, cookies, the CSRF token of the last page."""

    def __init__(self, port: int):
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        self.cookies: dict[str, str] = {}
        self.token = ""

    def __del__(self) -> None:
        self.connection.close()

    def get(self, path: str, **headers: str) -> http.client.HTTPResponse:
        return self._ask("GET", path, None, headers)

    def post(self, path: str, **fields: object) -> http.client.HTTPResponse:
        body = urllib.parse.urlencode({"csrfmiddlewaretoken": self.token, **fields}, doseq=True)
        return self._ask("POST", path, body, {"Content-Type": "application/x-www-form-urlencoded"})

    def sign_in(self, email: str, password: str) -> None:
        self.get("/accounts/login/")
        answer = self.post("/accounts/login/", login=email, password=password)
        assert answer.status == 302, self.text

    def _ask(self, method, path, body, headers):
        if self.cookies:
            headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        self.connection.request(method, path, body, headers)
        answer = self.connection.getresponse()
        self.raw = answer.read()
        for line in answer.headers.get_all("Set-Cookie") or []:
            name, _, value = line.partition(";")[0].partition("=")
            self.cookies[name.strip()] = value
        if found := re.search(rb'name="csrfmiddlewaretoken" value="([^"]+)"', self.raw):
            self.token = found[1].decode()
        return answer

    @property
    def text(self) -> str:
        return self.raw.decode()

    def link(self, relation: str) -> str:
        """Return the address of the page's first link of a kind."""
        found = re.search(rf'<link rel="{relation}" href="([^"]+)"', self.text)
        assert found, self.text
        return found[1]
