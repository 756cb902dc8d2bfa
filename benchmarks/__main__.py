"""``make bench``: each size in a process and a database of its own, then the ratios that matter."""

import json
import os
import subprocess
import sys
import tempfile

SIZES = (75, 1_000, 20_000)
MOST_OVER_BARE = 3.0
MOST_GROWTH = 1.3
COLUMNS = "{:<10} {:>8} {:>10} {:>10} {:>10} {:>8} {:>8}"


def measured(size: int) -> dict[str, dict[str, float]]:
    """Return page -> kind (page, bare, sql) -> CPU milliseconds per request, for ``size`` projects."""
    with tempfile.TemporaryDirectory(prefix="proim-bench-") as folder:
        environment = {**os.environ, "PROIM_DATA": folder, "PYTHONPATH": "src:."}
        command = [sys.executable, "-m", "benchmarks.measure", str(size)]
        done = subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE)
        found: dict[str, dict[str, float]] = json.loads(done.stdout.splitlines()[-1])
        return found


def main() -> int:
    """Print the table and say whether the promises hold; the exit code says the same."""
    print("CPU milliseconds per request, median; same machine, same run")
    print(COLUMNS.format("page", "projects", "page", "bare", "sql", "x bare", "queries"))
    before: dict[str, dict[str, float]] = {}
    broken = []
    for size in SIZES:
        found = measured(size)
        for name, cost in found.items():
            ratio = cost["page"] / cost["bare"]
            cells = [f"{cost[kind]:.2f}" for kind in ("page", "bare", "sql")]
            queries = int(cost["queries"])
            print(COLUMNS.format(name, size, *cells, f"{ratio:.2f}", queries), flush=True)
            if ratio > MOST_OVER_BARE:
                broken.append(f"{name} at {size}: {ratio:.2f} times its bare view")
            if size == SIZES[-1] and (growth := cost["page"] / before[name]["page"]) > MOST_GROWTH:
                broken.append(f"{name}: {growth:.2f} times from {SIZES[-2]} to {SIZES[-1]}")
        before = found
    print("\n".join(["Not held:", *broken]) if broken else "Held: at most 3 x bare, 1.3 x growth.")
    return bool(broken)


if __name__ == "__main__":
    sys.exit(main())
