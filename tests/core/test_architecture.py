"""Rules about the code itself that no linter knows."""

import ast
import subprocess

import pytest
from django.apps import apps
from django.core.management import call_command

from tests.core.source import (
    PACKAGE,
    ROOT,
    app_of,
    called,
    calls,
    decorators,
    first_word,
    place,
    public_functions,
    python_files,
    stands_above,
    tree,
)

LINES = 400
NOT_CODE = {"migrations"}
READERS = ("views", "forms", "rules", "http", "slots", "workflow", "formulas", "templatetags")
WRITES = {
    "save",
    "create",
    "delete",
    "bulk_create",
    "bulk_update",
    "get_or_create",
    "update_or_create",
    "aupdate",
    "asave",
}
METHODS = {"require_GET", "require_POST", "require_safe", "require_http_methods"}


def test_no_file_outgrows_a_reader():
    long = {
        str(path.relative_to(ROOT)): lines
        for folder in ("src", "tests", "scripts", "benchmarks")
        for path in (ROOT / folder).rglob("*.py")
        if not NOT_CODE & set(path.parts)
        if (lines := len(path.read_text().splitlines())) > LINES
    }
    assert long == {}


def test_foreign_keys_point_downwards():
    wrong = [
        f"{model._meta.label}.{field.name} -> {field.related_model._meta.label}"
        for model in apps.get_models()
        if model.__module__.startswith("proim.")
        for field in model._meta.get_fields()
        if field.is_relation and not field.auto_created and field.related_model
        if field.related_model.__module__.startswith("proim.")
        if not stands_above(model._meta.app_label, field.related_model._meta.app_label)
    ]
    assert wrong == []


def test_no_generic_foreign_keys():
    wrong = [
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        if model.__module__.startswith("proim.")
        for field in model._meta.get_fields()
        if type(field).__name__ in {"GenericForeignKey", "GenericRelation"}
    ]
    assert wrong == []


def test_no_module_carries_a_name_that_says_nothing():
    empty = {"utils", "helpers", "services", "signals", "admin", "common", "misc", "managers"}
    assert [str(path) for path in python_files() if path.stem in empty] == []


def test_addresses_point_downwards():
    wrong = [
        place(path, call.lineno)
        for path in python_files()
        for call in calls(tree(path))
        if called(call) in {"reverse", "reverse_lazy", "redirect"}
        if (name := first_word(call)) and ":" in name
        if (PACKAGE / name.partition(":")[0]).exists()
        if not stands_above(app_of(path), name.partition(":")[0])
    ]
    assert wrong == []


@pytest.mark.django_db
def test_migrations_are_complete():
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)


def writes(call: ast.Call) -> bool:
    """Tell whether a call writes to the database; ``update`` only at the end of a query."""
    if not isinstance(call.func, ast.Attribute):
        return False
    chain = ast.unparse(call.func.value)
    if chain == "actions":  # accounts.create is a verb
        return False
    if call.func.attr == "update":
        return ".objects" in chain or ".filter(" in chain or ".permitted(" in chain
    return call.func.attr in WRITES


def test_only_actions_write():
    wrong = [
        place(path, call.lineno)
        for path in python_files(*READERS)
        for call in calls(tree(path))
        if writes(call)
    ]
    assert wrong == []


def test_no_model_overrides_save():
    wrong = [
        place(path, node.lineno)
        for path in python_files("models")
        for node in ast.walk(tree(path))
        if isinstance(node, ast.FunctionDef) and node.name in {"save", "delete"}
    ]
    assert wrong == []


def action_functions():
    for path in python_files("actions"):
        app = app_of(path)
        for function in public_functions(path):
            if app != "audit":
                yield path, f"{app}.{function.name}", function


def test_every_action_asks_for_the_permission_of_its_own_name():
    wrong = [
        f"{place(path, function.lineno)} {name}"
        for path, name, function in action_functions()
        if name not in {first_word(call) for call in calls(function) if called(call) == "require"}
    ]
    assert wrong == []


def test_every_action_records_its_own_name():
    wrong = [
        f"{place(path, function.lineno)} {name}"
        for path, name, function in action_functions()
        if name not in {first_word(call) for call in calls(function) if called(call) == "record"}
    ]
    assert wrong == []


def test_every_action_is_one_transaction():
    wrong = [
        f"{place(path, function.lineno)} {name}"
        for path, name, function in action_functions()
        if "atomic" not in decorators(function)
    ]
    assert wrong == []


def test_every_view_says_which_methods_it_answers():
    wrong = [
        place(path, function.lineno)
        for path in python_files("views")
        for function in public_functions(path)
        if function.args.args and function.args.args[0].arg == "request"
        if function.returns and "HttpResponse" in ast.unparse(function.returns)
        if not METHODS & decorators(function)
    ]
    assert wrong == []


def test_views_are_functions():
    wrong = [
        place(path, node.lineno)
        for path in python_files("views")
        for node in tree(path).body
        if isinstance(node, ast.ClassDef)
        and any("View" in ast.unparse(base) for base in node.bases)
    ]
    assert wrong == []


def tracked() -> list[str]:
    """Return what git keeps; of an unpacked archive, what lies in the folders of source."""
    if (ROOT / ".git").exists():
        listed = subprocess.run(
            ["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True
        )
        return [name for name in listed.stdout.decode().split("\0") if name]
    folders = ("src", "tests", "docs", "scripts", "requirements")
    found = [path for folder in folders for path in (ROOT / folder).rglob("*")]
    return [
        str(path.relative_to(ROOT))
        for path in found
        if path.suffix in {".py", ".md", ".txt", ".html"}
    ]


def test_nothing_tracked_names_a_machine_or_a_package_index():
    # Put together here, or this file would name them.
    words = [
        "/work" + "/main",
        "/work" + "/shared",
        "/" + "root/",
        "/opt" + "/pypi",
        "pypi" + ".org",
        "python" + "hosted",
        "npmjs" + ".",
    ]
    words += ["debian" + ".org/debian", "PIP_FIND" + "_LINKS"]
    wrong = []
    for name in tracked():
        path = ROOT / name
        if not path.is_file():
            continue
        text = path.read_bytes().decode(errors="replace")
        wrong += [f"{name}: {word}" for word in words if word in text]
    assert wrong == []
