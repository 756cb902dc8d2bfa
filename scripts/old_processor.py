"""Import everything that a running platform may load, one after the other; meant for an emulated old processor.

    qemu-x86_64 -cpu core2duo .venv/bin/python scripts/old_processor.py

Offices have machines of 2008. A compiled module made for newer ones ends the process without a word, so each name is
written before it is tried: the last name is the culprit.
"""

import contextlib
import importlib
import importlib.metadata
import os
import pkgutil
import re
import sys
import warnings
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LOCKS = ("base.txt", "scale.txt")
SUFFIX = re.compile(r"\.(abi3|cpython-[\w-]+|pypy[\w-]+)?\.?so$")
# Compiled for other ways of working than ours, or only of use inside another program.
OPTIONAL = ("_black", "mypyc", "__mypyc")


def distributions() -> Iterator[importlib.metadata.Distribution]:
    """Yield what the locks name and this environment holds."""
    names: set[str] = set()
    for lock in LOCKS:
        text = (ROOT / "requirements" / lock).read_text()
        names |= set(re.findall(r"^([A-Za-z0-9][\w.-]*)==", text, re.MULTILINE))
    for name in sorted(names):
        with contextlib.suppress(importlib.metadata.PackageNotFoundError):
            yield importlib.metadata.distribution(name)  # the others are for other systems


def compiled(distribution: importlib.metadata.Distribution) -> Iterator[str]:
    """Yield the dotted names of the compiled modules of a distribution."""
    for file in distribution.files or []:
        if file.suffix == ".so" and ".libs" not in file.parts[0] and SUFFIX.search(file.name):
            stem = file.name.partition(".")[0]
            yield ".".join([*file.parts[:-1], stem])


def packages(distribution: importlib.metadata.Distribution) -> Iterator[str]:
    """Yield the names under which a distribution is imported."""
    found = {file.parts[0] for file in distribution.files or [] if file.name == "__init__.py"}
    yield from sorted(name for name in found if name.isidentifier())


def ours() -> Iterator[str]:
    """Yield every module of the platform itself."""
    import proim

    for module in pkgutil.walk_packages(proim.__path__, "proim."):
        if ".migrations" not in module.name and not module.name.endswith("__main__"):
            yield module.name


def main() -> None:
    """Import, and say how many modules went in."""
    warnings.simplefilter("ignore")
    sys.path.insert(0, str(ROOT / "src"))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "proim.config.settings")
    import django

    django.setup()
    tried = 0
    for distribution in distributions():
        for name in (*packages(distribution), *compiled(distribution)):
            if name.startswith(OPTIONAL):
                continue
            print(f"importing {name}", flush=True)
            try:
                importlib.import_module(name)
            except ImportError as error:  # an optional part without its partner: not the processor
                print(f"  left out: {error}")
                continue
            tried += 1
    for name in ours():
        print(f"importing {name}", flush=True)
        importlib.import_module(name)
        tried += 1
    print(f"{tried} modules imported")


if __name__ == "__main__":
    main()
