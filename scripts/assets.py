"""Build what the browser gets: one style sheet and the two weights of the typeface.

The sources are ``src/proim/ui/styles/*.css``, joined in the order of their names, and Source Sans
from its package, cut down to the letters of Spanish and English. The results lie in
``src/proim/ui/static/ui/build/``, are not kept in git, and go into the wheel. Without
``fonttools`` the style sheet falls back on the fonts of the reader's system.
"""

import os
import re
import shutil
import sys
from importlib.util import find_spec
from pathlib import Path

UI = Path(__file__).resolve().parent.parent / "src" / "proim" / "ui"
STYLES = UI / "styles"
BUILD = UI / "static" / "ui" / "build"
WEIGHTS = {"Regular": 400, "Semibold": 600}
FAMILY = "Proim Sans"  # the licence keeps the name "Source" for the unchanged typeface
LETTERS = (
    "U+0020-007E,U+00A0-00FF,U+0152-0153,U+2009,U+2010-2015,U+2018-201E,U+2020-2022,U+2026,"
    "U+202F,U+2030,U+2039-203A,U+20AC,U+2122,U+2190-2193,U+2212,U+2248,U+2260,U+2264-2265"
)
FEATURES = ["kern", "liga", "mark", "mkmk", "ccmp", "locl", "tnum", "lnum", "pnum"]


def squeeze(css: str) -> str:
    """Take comments and needless blanks out of a style sheet; strings must hold neither."""
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    css = re.sub(r"\s+", " ", css)
    css = re.sub(r"\s*([{};,>])\s*", r"\1", css)
    return css.replace(": ", ":").replace(";}", "}").strip()


def font_face(weight: int) -> str:
    """Return the rule that names the font file of ``weight``."""
    return (
        f'@font-face {{ font-family: "{FAMILY}"; font-weight: {weight}; font-display: swap; '
        f'src: url("proim-sans-{weight}.woff2") format("woff2"); }}'
    )


def cut_font(source: Path, weight: int) -> None:
    """Write the letters we use of ``source`` as a compressed web font under our own name."""
    from fontTools import subset
    from fontTools.ttLib import TTFont

    options = subset.Options()
    options.flavor = "woff2"
    options.layout_features = FEATURES
    font = TTFont(source, recalcTimestamp=False)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=subset.parse_unicodes(LETTERS))
    cutter.subset(font)
    for record in font["name"].names:
        if record.nameID in {1, 3, 4, 6, 16}:
            own = FAMILY.replace(" ", "") if record.nameID == 6 else FAMILY
            font["name"].setName(own, record.nameID, *_place(record))
    draft = BUILD / f"proim-sans-{weight}.{os.getpid()}"
    subset.save_font(font, str(draft), options)
    draft.replace(draft.with_suffix(".woff2"))


def _place(record: object) -> tuple[int, int, int]:
    return (record.platformID, record.platEncID, record.langID)  # type: ignore[attr-defined]


def build_fonts() -> bool:
    """Make the web fonts that are missing; say whether there are any."""
    wanted = [BUILD / f"proim-sans-{weight}.woff2" for weight in WEIGHTS.values()]
    if all(path.exists() for path in wanted):
        return True
    if not all(find_spec(name) for name in ("fontTools", "brotli", "font_source_sans_pro")):
        return False
    import font_source_sans_pro

    files = Path(font_source_sans_pro.font_directory)
    for name, weight in WEIGHTS.items():
        cut_font(files / f"SourceSansPro-{name}.ttf", weight)
    shutil.copyfile(files / "LICENSE.txt", BUILD / "proim-sans-LICENSE.txt")
    return True


def build_styles(*, fonts: bool) -> int:
    """Join the style sheets, fonts first, and return the number of bytes written."""
    parts = [path.read_text(encoding="utf-8") for path in sorted(STYLES.glob("*.css"))]
    faces = [font_face(weight) for weight in WEIGHTS.values()] if fonts else []
    css = squeeze("\n".join([parts[0], *faces, *parts[1:]]))
    target = BUILD / "proim.css"
    if not target.exists() or target.read_text(encoding="utf-8") != css:
        draft = target.with_suffix(f".{os.getpid()}")  # readers never meet half a file
        draft.write_text(css, encoding="utf-8")
        draft.replace(target)
    return len(css.encode())


def main() -> None:
    """Build everything that is missing or old."""
    BUILD.mkdir(parents=True, exist_ok=True)
    fonts = build_fonts()
    size = build_styles(fonts=fonts)
    faces = "with its own typeface" if fonts else "with system fonts (fonttools is not installed)"
    sys.stdout.write(f"styles: {size} bytes, {faces}\n")


if __name__ == "__main__":
    main()
