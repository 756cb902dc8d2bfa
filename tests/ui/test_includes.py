"""An include with ``only`` keeps nothing of the page, not even what proves a form to be ours."""

import re
from pathlib import Path

import pytest

TEMPLATES = Path(__file__).resolve().parents[2] / "src" / "proim"
INCLUDE = re.compile(r'{% include "([^"]+)"([^%]*?)\bonly %}')
FORM = re.compile(r"{% (?:csrf_token|postbutton)\b")


def _source(name: str) -> str:
    app = name.partition("/")[0]
    return (TEMPLATES / app / "templates" / name).read_text()


@pytest.mark.parametrize(
    "path", sorted(TEMPLATES.glob("*/templates/**/*.html")), ids=lambda p: p.name
)
def test_a_form_that_is_included_alone_gets_its_token(path):
    for name, said in INCLUDE.findall(re.sub(r"{#.*?#}", "", path.read_text())):
        if FORM.search(_source(name)):
            assert "csrf_token=csrf_token" in said, f"{path.name} includes {name}"
