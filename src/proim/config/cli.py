"""``proim``: serve, check, demo, backup, restore, and every management command behind ``manage``."""

import argparse
import os
import subprocess
import sys

COMMANDS = {
    "serve": "prepare the database and serve",
    "worker": "do the work in the background, beside `serve` with PROIM_TASKS=worker",
    "check": "verify the settings, the database and the whole ledger",
    "demo": "load the demonstration programme",
    "backup": "write database and files into one archive",
    "restore": "bring an archive back",
    "manage": "run any management command",
}
SERVICES = {"serve", "worker"}
NAMES = {
    "check": ["verify"],
    "demo": ["prepare", "--demo"],
    "worker": ["db_worker", "--queue-name", "*", "--no-reload"],
}


def main() -> None:
    """Run one command of ``COMMANDS``."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "proim.config.settings")
    name, *rest = sys.argv[1:] or ["--help"]
    if name in SERVICES:
        os.environ.setdefault("PROIM_LOG_FORMAT", "json")
    if name == "serve":
        serve(rest)
    elif name in COMMANDS:
        read_settings()
        from django.core.management import execute_from_command_line  # noqa: PLC0415  slow import

        words = rest if name == "manage" else [*NAMES.get(name, [name]), *rest]
        execute_from_command_line(["proim", *words])
    else:
        lines = "\n".join(f"  proim {command:8} {about}" for command, about in COMMANDS.items())
        sys.stderr.write(f"proim COMMAND [options]\n{lines}\n")
        sys.exit(0 if name in {"-h", "--help", "help"} else 2)


def read_settings() -> None:
    """Read the settings; a wrong one ends the command with its one line instead of a traceback."""
    from django.conf import settings  # noqa: PLC0415  slow imports
    from django.core.exceptions import ImproperlyConfigured  # noqa: PLC0415

    try:
        _read = settings.INSTALLED_APPS
    except ImproperlyConfigured as error:
        sys.exit(f"proim: {error}")


def serve(words: list[str]) -> None:
    """Prepare in a child process, then serve in this one until stopped."""
    parser = argparse.ArgumentParser("proim serve")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--threads", type=int, default=4)
    parser.add_argument(
        "--processes", type=int, default=1, help="more than one: with granian, Redis and workers"
    )
    parser.add_argument("--demo", action="store_true", help="load the demonstration programme")
    parser.add_argument(
        "--no-prepare", action="store_true", help="database and static files are ready"
    )
    options = parser.parse_args(words)
    # Mails, feeds and the codes on documents lead to where this server is, unless told otherwise.
    os.environ.setdefault("PROIM_URL", f"http://127.0.0.1:{options.port}")
    if options.demo:  # its accounts are there to be tried: a second factor is offered, not required
        os.environ.setdefault("PROIM_SECOND_FACTOR", "offered")
    if not options.no_prepare:
        # A child: what migrations and static files allocate goes back to the system when it ends.
        demo = ["--demo"] if options.demo else []
        done = subprocess.run(
            [sys.executable, "-m", "proim", "manage", "prepare", *demo], check=False
        )
        if done.returncode:
            sys.exit(done.returncode)
    read_settings()
    # Imported here: `proim --help` and the parent of `prepare` need none of it.
    from proim.config import listening  # noqa: PLC0415

    where = (options.host, options.port, options.threads)
    if options.processes == 1:
        listening.one_process(*where)
    else:
        listening.several_processes(*where, options.processes)
