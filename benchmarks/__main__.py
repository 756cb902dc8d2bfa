"""``make bench``: each size in a process and a database of its own, asked in turns; then the ratios that matter."""

import json
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

SIZES = (75, 1_000, 20_000)
PAGES = ("list", "filter", "sort", "search", "detail", "write")
KINDS = ("page", "bare", "sql")
ROUNDS = 9
MOST_OVER_BARE = 3.0
MOST_GROWTH = 1.3
COLUMNS = "{:<10} {:>8} {:>10} {:>10} {:>10} {:>8} {:>8} {:>8}"

Costs = dict[str, float]
Process = subprocess.Popen[str]


@contextmanager
def house(size: int) -> Iterator[Process]:
    """Run a process that has ``size`` projects and measures a page each time that it is asked."""
    with tempfile.TemporaryDirectory(prefix="proim-bench-") as folder:
        environment = {**os.environ, "PROIM_DATA": folder, "PYTHONPATH": "src:."}
        command = [sys.executable, "-m", "benchmarks.measure", str(size)]
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
        with subprocess.Popen(command, env=environment, text=True, **pipes) as process:
            yield process
            process.communicate("", timeout=60)


def ask(process: Process, page: str) -> Costs:
    """Return kind (page, bare, sql) -> CPU milliseconds per request, of one round of ``page``."""
    assert process.stdin  # noqa: S101  both are pipes
    assert process.stdout  # noqa: S101
    print(page, file=process.stdin, flush=True)
    answer = process.stdout.readline()
    if not answer:
        raise RuntimeError(f"no answer for {page}: see above")
    found: Costs = json.loads(answer)
    return found


def main() -> int:
    """Print the table and say whether the promises hold; the exit code says the same.

    All sizes take turns within a round, and a ratio is the median of the rounds' own ratios: what slows the
    machine for a while slows both sides of it.
    """
    print(
        "CPU milliseconds per request and ratios, medians of rounds in which all sizes take turns"
    )
    print(COLUMNS.format("page", "projects", *KINDS, "x bare", "growth", "queries"))
    broken = []
    with ExitStack() as stack:
        houses = {size: stack.enter_context(house(size)) for size in SIZES}
        for page in PAGES:
            rounds = [{size: ask(houses[size], page) for size in SIZES} for _ in range(ROUNDS)]
            for size in SIZES:
                costs = [one[size] for one in rounds]
                over = statistics.median(cost["page"] / cost["bare"] for cost in costs)
                growth = statistics.median(one[size]["page"] / one[1_000]["page"] for one in rounds)
                cells = [f"{statistics.median(cost[kind] for cost in costs):.2f}" for kind in KINDS]
                ratios = [f"{over:.2f}", f"{growth:.2f}", int(costs[-1]["queries"])]
                print(COLUMNS.format(page, size, *cells, *ratios), flush=True)
                if over > MOST_OVER_BARE:
                    broken.append(f"{page} at {size}: {over:.2f} times its bare view")
                if growth > MOST_GROWTH:
                    broken.append(f"{page}: {growth:.2f} times from 1000 to {size}")
    print("\n".join(["Not held:", *broken]) if broken else "Held: at most 3 x bare, 1.3 x growth.")
    return bool(broken)


if __name__ == "__main__":
    sys.exit(main())
