"""Build the wheel in dist/, with collected assets and compiled catalogues inside.

It is built from a copy in build/: a folder of collected files left in the checkout would go stale there.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TREE = ROOT / "build" / "wheel"
COPIED = ("pyproject.toml", "README.md", "LICENSE")


def build(target: Path) -> Path:
    """Build into ``target`` and return the wheel."""
    for script in ("messages.py", "assets.py"):
        _run(sys.executable, ROOT / "scripts" / script, *["compile"][: script == "messages.py"])
    shutil.rmtree(TREE, ignore_errors=True)
    ignored = shutil.ignore_patterns("__pycache__")
    shutil.copytree(ROOT / "src" / "proim", TREE / "src" / "proim", ignore=ignored)
    for name in COPIED:
        shutil.copy(ROOT / name, TREE)
    with tempfile.TemporaryDirectory() as data:
        environment = _environment() | {"PROIM_DATA": data}
        words = ["manage", "collectstatic", "--noinput", "--verbosity=0"]
        _run(sys.executable, "-m", "proim", *words, env=environment)
        shutil.copytree(Path(data) / "static", TREE / "src" / "proim" / "staticfiles")
    target.mkdir(parents=True, exist_ok=True)
    _run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", target, cwd=TREE)
    shutil.rmtree(TREE)
    return max(target.glob("proim-*.whl"), key=lambda path: path.stat().st_mtime)


def _environment() -> dict[str, str]:
    own = {name: value for name, value in os.environ.items() if not name.startswith("PROIM_")}
    return own | {"PYTHONPATH": str(TREE / "src")}


def _run(*words: str | Path, cwd: Path = ROOT, env: dict[str, str] | None = None) -> None:
    done = subprocess.run(words, check=False, cwd=cwd, env=env, capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"{words}\n{done.stdout}{done.stderr}")


if __name__ == "__main__":
    print(build(ROOT / "dist"))
