"""The code as data, for the tests about the code itself."""

import ast
import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "proim"
CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"][
    "contracts"
]
LAYERS = next(contract for contract in CONTRACTS if contract["id"] == "layers")["layers"]
HEIGHT = {app.strip(): -line for line, layer in enumerate(LAYERS) for app in layer.split("|")}


def app_of(path: Path) -> str:
    """Return the app that a file of the package belongs to."""
    return path.relative_to(PACKAGE).parts[0]


def stands_above(upper: str, lower: str) -> bool:
    """Tell whether ``upper`` may know ``lower``: it stands higher, or is the same app."""
    return upper == lower or HEIGHT[upper] > HEIGHT[lower]


def python_files(*kinds: str) -> Iterator[Path]:
    """Yield modules of the package; with ``kinds`` only ``<app>/<kind>.py`` and ``<app>/<kind>/*.py``."""
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = path.relative_to(PACKAGE).parts
        if "migrations" in parts or len(parts) < 2:
            continue
        if not kinds or parts[1].removesuffix(".py") in kinds:
            yield path


def templates() -> Iterator[Path]:
    """Yield every template of every app."""
    for folder in sorted(PACKAGE.glob("*/templates")):
        yield from sorted(path for path in folder.rglob("*") if path.is_file())


def template_name(path: Path) -> str:
    """Return the name under which Django finds a template."""
    parts = path.relative_to(PACKAGE).parts
    return "/".join(parts[2:])


@cache
def tree(path: Path) -> ast.Module:
    """Return the parsed module."""
    return ast.parse(path.read_text())


def calls(node: ast.AST) -> list[ast.Call]:
    """Return every call inside a node."""
    return [found for found in ast.walk(node) if isinstance(found, ast.Call)]


def called(call: ast.Call) -> str:
    """Return the bare name of what is called."""
    return call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", "")


def first_word(call: ast.Call) -> str | None:
    """Return the first argument when it is a literal text."""
    if call.args and isinstance(call.args[0], ast.Constant) and isinstance(call.args[0].value, str):
        return call.args[0].value
    return None


def public_functions(path: Path) -> list[ast.FunctionDef]:
    """Return the functions that a module offers."""
    return [
        node
        for node in tree(path).body
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")
    ]


def decorators(function: ast.FunctionDef) -> set[str]:
    """Return the bare names of a function's decorators."""
    return {
        re.split(r"\(|\.", ast.unparse(found).split("(")[0])[-1]
        for found in function.decorator_list
    }


def place(path: Path, line: int) -> str:
    """Return a position as ``path:line`` from the root of the checkout."""
    return f"{path.relative_to(ROOT)}:{line}"
