"""The guides call what is on the screens by the words of the screens."""

import re
from pathlib import Path

import pytest

from scripts import messages

GUIDES = sorted(Path("docs/guides").glob("*.md"))
# What is quoted and is not one message: examples of what a screen says or somebody writes.
EXAMPLES = {
    "día 3 de 10",
    "se recorrió del … al … por el aviso …",
    "2012",
    "opcional",
    "Conservado a las 10:32. Aún no se envía",
}


def _said() -> list[str]:
    found = [text for app in messages.apps() for text in messages.stored(app, "es")]
    texts = [one.string if isinstance(one.string, tuple) else (one.string,) for one in found]
    return [text.casefold() for several in texts for text in several]


@pytest.mark.parametrize("guide", GUIDES, ids=lambda path: path.stem)
def test_what_a_guide_quotes_stands_on_a_screen(guide):
    """«…» is a button, a title or a link; one that ends in "…" goes on with a name."""
    text = re.sub(r"\s+", " ", guide.read_text())
    quoted = {one for one in re.findall(r"«([^»]+)»", text) if one not in EXAMPLES}
    said = _said()
    assert quoted

    def stands(quote: str) -> bool:
        words = quote.casefold()
        return words in said or any(one.startswith(f"{words.rstrip('…')} %(") for one in said)

    assert sorted(quote for quote in quoted if not stands(quote)) == []
