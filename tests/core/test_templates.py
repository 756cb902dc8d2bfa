"""Templates: what they may include, extend and link to, how long they are, and that each is used."""

import re
from importlib.util import find_spec
from pathlib import Path

from tests.core.source import (
    HEIGHT,
    PACKAGE,
    ROOT,
    app_of,
    python_files,
    stands_above,
    template_name,
    templates,
)

LINES = 120
USE = re.compile(r"""{%-?\s*(extends|include)\s+["']([^"']+)["']([^%]*)%}""")
LINK = re.compile(r"""{%\s*url\s+["'](\w+):""")
INLINE = re.compile(r"<script(?![^>]*\bsrc=)[^>]*>|<style|\sstyle=|\son\w+=", re.IGNORECASE)
ERROR = re.compile(r"\d{3}(_csrf)?\.html")


def where(path: Path) -> str:
    return str(path.relative_to(ROOT))


def test_no_template_outgrows_a_reader():
    long = {where(path): n for path in templates() if (n := path.read_text().count("\n")) > LINES}
    assert long == {}


def test_templates_include_and_extend_downwards():
    wrong = [
        f"{where(path)}: {name}"
        for path in templates()
        for _, name, _ in USE.findall(path.read_text())
        if (owner := name.partition("/")[0]) in HEIGHT
        if not stands_above(app_of(path), owner)
    ]
    assert wrong == []


def shares_context(path: Path, name: str) -> bool:
    """Tell whether an included template is a part of its page, not a component for any page.

    Parts are the frame of every page, Django's widgets, and a page's own sections: ``x/page/…`` of
    ``x/page.html`` and of the pages beside them.
    """
    own = template_name(path)
    folder = own.rpartition("/")[0]
    sections = {own.removesuffix(".html"), folder if "/" in folder else ""}
    return own == "ui/base.html" or "/widgets/" in own or name.rpartition("/")[0] in sections


def test_an_included_template_sees_only_what_it_is_given():
    wrong = [
        f"{where(path)}: {name}"
        for path in templates()
        for verb, name, rest in USE.findall(path.read_text())
        if verb == "include" and rest.split()[-1:] != ["only"] and not shares_context(path, name)
    ]
    assert wrong == []


def test_links_point_downwards():
    """A lower app's page shows a higher app only through a slot, whose items know their address."""
    wrong = [
        f"{where(path)}: {name}"
        for path in templates()
        for name in LINK.findall(path.read_text())
        if name in HEIGHT and not stands_above(app_of(path), name)
    ]
    assert wrong == []


def test_nothing_inline_that_the_content_policy_refuses():
    wrong = [
        f"{where(path)}: {found}"
        for path in templates()
        if path.suffix == ".html"
        for found in INLINE.findall(path.read_text())
    ]
    assert wrong == []


def overrides(name: str) -> bool:
    """Tell whether a template takes the place of one of a library, or answers an error."""
    if ERROR.fullmatch(name):
        return True
    return any(
        (Path(spec.submodule_search_locations[0]) / "templates" / name).exists()
        for library in ("allauth", "django.forms", "django.contrib.sitemaps", "django.contrib.auth")
        if (spec := find_spec(library)) and spec.submodule_search_locations
    )


def is_component(path: Path) -> bool:
    """Tell whether a template is drawn by the template tag of its own name."""
    tags = "".join(file.read_text() for file in (PACKAGE / app_of(path)).glob("templatetags/*.py"))
    return f'"{path.stem}"' in tags


def test_every_template_is_used():
    texts = [path.read_text() for path in (*python_files(), *templates())]
    everything = "\n".join(texts)
    unused = []
    for path in templates():
        name = template_name(path)
        named = re.search(rf"""["']{re.escape(name)}(?:#\w+)?["']""", everything)
        if not named and not overrides(name) and not is_component(path):
            unused.append(where(path))
    assert unused == []


def test_every_partial_is_used():
    everything = "\n".join(path.read_text() for path in (*python_files(), *templates()))
    unused = [
        f"{where(path)}#{name}"
        for path in templates()
        for name in re.findall(r"{%\s*partialdef\s+(\w+)", path.read_text())
        if not re.search(
            rf"""#{name}["']|partial=["']{name}["']|{{%\s*partial\s+{name}""", everything
        )
    ]
    assert unused == []


def test_every_stylesheet_and_script_is_served_from_here():
    wrong = [
        f"{where(path)}: {found}"
        for path in templates()
        for found in re.findall(r"""(?:src|href)=["'](https?:)?//""", path.read_text())
    ]
    assert wrong == []
    assert (PACKAGE / "ui" / "static").exists()
