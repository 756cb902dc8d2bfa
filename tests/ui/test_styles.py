"""The style sheet as a promise: contrast of every pair, weight, nothing from elsewhere."""

import gzip
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

from proim import ui
from scripts import assets

SOURCES = Path(ui.__file__).parent / "styles"
TOKENS = (SOURCES / "20-tokens.css").read_text("utf-8")
TEXT, SHAPE = 4.5, 3.0


def tokens(css):
    """Return the colours of a block of tokens, with the roles resolved."""
    values = dict(re.findall(r"--([\w-]+):\s*([^;]+);", css))
    for _ in range(3):
        values = {
            name: values.get(value[6:-1], value) if value.startswith("var(") else value
            for name, value in values.items()
        }
    return {name: value for name, value in values.items() if re.fullmatch(r"#[0-9a-f]{6}", value)}


def luminance(colour):
    def linear(part):
        share = int(part, 16) / 255
        return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4

    red, green, blue = (linear(colour[i : i + 2]) for i in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    """Return the ratio of WCAG 2.2."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


PLAIN, MORE = TOKENS.split("@media (prefers-contrast: more)")
SCHEMES = {"plain": tokens(PLAIN), "more": {**tokens(PLAIN), **tokens(MORE)}}
GROUNDS = ["page", "surface", "sunken"]
PAIRS = [
    *(
        (text, ground, TEXT)
        for text in ("text", "text-soft", "link", "link-hover")
        for ground in GROUNDS
    ),
    *((tone, ground, TEXT) for tone in ("grana", "tezontle", "brand") for ground in GROUNDS),
    *((f"{tone}", f"{tone}-50", TEXT) for tone in ("anil", "nopal", "ambar", "grana")),
    *(("text", f"{tone}-50", TEXT) for tone in ("anil", "nopal", "ambar", "grana", "maguey")),
    *(("link", f"{tone}-50", TEXT) for tone in ("anil", "nopal", "ambar", "grana", "maguey")),
    ("brand", "maguey-50", TEXT),
    ("text-soft", "maguey-50", TEXT),
    ("on-brand", "brand", TEXT),
    ("on-brand", "brand-dark", TEXT),
    ("on-brand", "maguey-800", TEXT),
    ("on-brand", "grana", TEXT),
    ("obsidiana", "cempasuchil", TEXT),
    ("maguey-800", "surface", TEXT),
    *(("line-strong", ground, SHAPE) for ground in GROUNDS),
    *(("focus", ground, SHAPE) for ground in GROUNDS),
    ("focus", "maguey-50", SHAPE),
    ("accent", "brand-dark", SHAPE),
    ("brand", "sunken", SHAPE),
]


def test_ratio_is_that_of_the_standard():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize(("front", "ground", "least"), PAIRS)
def test_pair_can_be_read(scheme, front, ground, least):
    colours = SCHEMES[scheme]
    assert contrast(colours[front], colours[ground]) >= least


def test_more_contrast_is_more():
    for front, ground in [
        ("text", "page"),
        ("text-soft", "page"),
        ("link", "page"),
        ("line-strong", "page"),
    ]:
        plain, more = (contrast(s[front], s[ground]) for s in SCHEMES.values())
        assert more > plain
        assert more >= 7


def test_style_sheet_is_what_the_sources_say_and_weighs_little():
    assets.main()
    built = Path(finders.find("ui/build/proim.css")).read_bytes()
    assert len(gzip.compress(built, 9)) < 25_000
    assert b"/*" not in built
    assert built.count(b"{") == built.count(b"}")


def test_style_sheet_asks_nothing_of_other_hosts():
    built = Path(finders.find("ui/build/proim.css")).read_text("utf-8")
    assert set(re.findall(r"url\(\"?([^)\"]+)", built)) <= {
        "proim-sans-400.woff2",
        "proim-sans-600.woff2",
        "../mark.svg",
    }
    assert "@import" not in built


def test_typeface_holds_every_letter_of_both_languages():
    from fontTools.ttLib import TTFont

    for weight in (400, 600):
        font = TTFont(finders.find(f"ui/build/proim-sans-{weight}.woff2"))
        letters = {chr(code) for code in font.getBestCmap()}
        assert letters >= set("áéíóúüñÁÉÍÓÚÜÑ¿¡ºª«»“”‘’–—…·€$%−→")
        assert "Source" not in (font["name"].getDebugName(1), font["name"].getDebugName(4))
        figures = {font["hmtx"][font.getBestCmap()[ord(figure)]][0] for figure in "0123456789"}
        assert len(figures) == 1  # figures of one width stand in columns


@pytest.mark.django_db
def test_first_visit_is_light(client):
    html = client.get("/ui/opening/").content
    files = ["ui/build/proim.css", "ui/mark.svg", "django_htmx/htmx-4.min.js"]
    files += [f"ui/build/proim-sans-{weight}.woff2" for weight in (400, 600)]
    named = set(re.findall(rb"/static/([^\"]+)", html))
    assert named == {name.encode() for name in files[:3]}
    weights = [len(gzip.compress(Path(finders.find(name)).read_bytes(), 9)) for name in files]
    assert sum(weights) + len(gzip.compress(html, 9)) < 70_000


def test_colours_stand_in_the_tokens_alone():
    for path in SOURCES.glob("*.css"):
        if path.name == "20-tokens.css":
            continue
        found = set(re.findall(r"#[0-9a-f]{3,6}\b", path.read_text("utf-8")))
        assert found <= {"#fff", "#000", "#777", "#dfeae5"}, path.name


def test_layout_speaks_of_start_and_end_not_of_left_and_right():
    physical = re.compile(
        r"[{;]\s*(?:(?:margin|padding|border)-(?:left|right|top|bottom)|left|right|width|height)\s*:"
    )
    for path in SOURCES.glob("*.css"):
        assert not physical.search(path.read_text("utf-8")), path.name
