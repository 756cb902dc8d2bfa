"""The whole platform as a large office runs it: PostgreSQL, Redis, two server processes and a worker, by settings."""

import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from contextlib import contextmanager
from pathlib import Path

import psutil

from tests.env import Postgres
from tests.installation import Installation, free_port

PROCESSES = 2


class Redis:
    """A Redis of our own on a port: Debian's program, or one made in Python where that is missing."""

    def __init__(self, folder: Path):
        self.folder, self.port = folder, free_port()
        self.server = shutil.which("redis-server")
        # The package of tools carries the server's program under another name.
        self.program = self.server or shutil.which("redis-check-rdb")
        self.kind = "Redis" if self.program else "fakeredis"

    def start(self) -> None:
        """Start it, empty."""
        if self.program is None:
            self._start_in_python()
            return
        words = ["redis-server", "--port", str(self.port), "--bind", "127.0.0.1", "--save", ""]
        with (self.folder / "redis.log").open("a") as log:
            self.process = subprocess.Popen(
                [*words, "--dir", str(self.folder)], executable=self.program, stdout=log, stderr=log
            )

    def _start_in_python(self) -> None:
        import fakeredis

        self.threads = fakeredis.TcpFakeServer(("127.0.0.1", self.port), server_type="redis")
        self.threads.daemon_threads = True
        threading.Thread(target=self.threads.serve_forever, daemon=True).start()

    def stop(self) -> None:
        """End it and forget what it knew."""
        if self.program is None:
            self.threads.shutdown()
            self.threads.server_close()
        else:
            self.process.kill()
            self.process.wait(10)


class Scale:
    """A running installation at scale; ``house`` is its ``Installation``, ``server`` what listens."""

    def __init__(self, folder: Path):
        self.folder = folder
        # It is stopped in the middle of its work here, and must keep what it acknowledged.
        self.postgres, self.redis = Postgres(synchronous_commit="on"), Redis(folder)

    @contextmanager
    def running(self):
        """Start all parts, and end them with the block."""
        address = self.postgres.start()
        self.redis.start()
        os.environ.setdefault("PROIM_PG_PROGRAMS", str(self.postgres.programs / "bin"))
        self.house = Installation(
            self.folder,
            "scale",
            PROIM_REDIS_URL=f"redis://127.0.0.1:{self.redis.port}/0",
            PROIM_TASKS="worker",
        )
        self.house.environment["PROIM_DATABASE_URL"] = address
        done = self.house.proim("manage", "prepare")
        assert done.returncode == 0, done.stderr
        words = ["--no-prepare", "--processes", str(PROCESSES)]
        try:
            with self.worker(), self.house.serving(*words) as self.server:
                yield self
        finally:
            self.redis.stop()
            self.postgres.stop()

    @contextmanager
    def worker(self):
        """Run one worker beside the server."""
        with (self.folder / "worker.log").open("a") as log:
            process = subprocess.Popen(
                [sys.executable, "-m", "proim", "manage", "db_worker", "--queue-name", "*"],
                stdout=log,
                stderr=log,
                cwd=self.folder,
                env=self.house.environment,
            )
        try:
            yield process
        finally:
            process.terminate()
            process.wait(30)

    def web_processes(self) -> list[psutil.Process]:
        """Return the processes that answer requests."""
        children = psutil.Process(self.server.process.pid).children()
        return [child for child in children if "resource_tracker" not in " ".join(child.cmdline())]

    def restart_database(self) -> None:
        """Start the database again on what it kept."""
        self.postgres.run()

    def stop_database(self) -> None:
        """Stop the database at once, in the middle of whatever it does."""
        self.postgres.process.send_signal(signal.SIGQUIT)
        self.postgres.process.wait(20)


def until(holds, seconds: float = 120) -> bool:
    """Wait until ``holds()`` says yes; say whether it did."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if holds():
            return True
        time.sleep(0.2)
    return False
