"""Make one document from the JSON on standard input; it is run as a program of its own.

Typesetting takes memory and, with hostile text, time. Here it can be stopped, and what it took is
given back when the program ends; the server never loads it. Nothing of the platform is imported.
"""

import io
import json
import resource
import struct
import sys
import unicodedata
from functools import cache
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
SPACES = {"\u2009": " ", "\u2003": " ", "\u2002": " ", "\u2011": "-", "\ua78c": "\u02bc"}
STANDS_FOR_UNKNOWN = "\u25a0"  # a black square: the typeface has it
BREAKS = "\n"


def main() -> int:
    """Read what to make, make it, write the bytes; the reason of a failure goes to standard error."""
    order = json.loads(sys.stdin.buffer.read())
    _limit(order["seconds"], order["megabytes"])
    order["content"] = clean(order["content"])
    order["issue"] = clean(order["issue"])
    made = as_docx(order) if order["form"] == "docx" else as_pdf(order)
    sys.stdout.buffer.write(made)
    return 0


def _limit(seconds: int, megabytes: int) -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    memory = megabytes * 1024 * 1024
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))


def as_pdf(order: dict[str, Any]) -> bytes:
    """Typeset tagged PDF (PDF/UA-1); what the people wrote enters as data, never as source."""
    import typst  # noqa: PLC0415  # only this program pays for it

    issue = {**order["issue"], "qr": qr(order["issue"]["url"])}
    made = typst.compile(
        order["template"],
        root=order["root"],
        font_paths=[str(fonts())],
        ignore_system_fonts=True,
        sys_inputs={"content": json.dumps(order["content"]), "issue": json.dumps(issue)},
        format="pdf",
        pdf_standards=["ua-1"],
    )
    return bytes(made)


def as_docx(order: dict[str, Any]) -> bytes:
    """Write the same blocks as a text to be edited."""
    sys.path.insert(0, str(HERE.parents[2]))
    from proim.documents.pressing import word  # noqa: PLC0415  # it needs lxml

    return bytes(word.made(order["content"], order["issue"]))


def qr(address: str) -> str:
    """Return the QR code of ``address`` as SVG, with the quiet zone that readers need."""
    import segno  # noqa: PLC0415

    code = segno.make(address, error="m", micro=False)
    drawn = io.BytesIO()
    code.save(drawn, kind="svg", border=2, dark="#07332a", light="#ffffff", xmldecl=False)
    return drawn.getvalue().decode()


def fonts() -> Path:
    """Return the folder of the typeface."""
    import font_source_sans_pro  # noqa: PLC0415

    return Path(font_source_sans_pro.font_directory)


# --- text that the typeface can show --------------------------------------------------------------


def clean(value: Any) -> Any:
    """Return ``value`` with every text in it fit to be printed: no controls, no unknown signs."""
    if isinstance(value, str):
        return "".join(map(_shown, unicodedata.normalize("NFC", value)))
    if isinstance(value, list):
        return [clean(one) for one in value]
    if isinstance(value, dict):
        return {name: clean(one) for name, one in value.items()}
    return value


def _shown(sign: str) -> str:
    if sign in BREAKS:
        return sign
    sign = SPACES.get(sign, sign)
    kind = unicodedata.category(sign)
    if kind == "Cf":  # marks of direction and joining: unseen, and able to turn a line around
        return ""
    if ord(sign) in letters():
        return sign
    if kind in ("Cc", "Zs", "Zl", "Zp"):
        return " "
    return "" if kind in ("Mn", "Me") else STANDS_FOR_UNKNOWN


@cache
def letters() -> frozenset[int]:
    """Return the code points that the typeface has (its cmap table, formats 4 and 12)."""
    data = (fonts() / "SourceSansPro-Regular.ttf").read_bytes()
    (count,) = struct.unpack_from(">H", data, 4)
    tables = {data[12 + 16 * n : 16 + 16 * n]: 20 + 16 * n for n in range(count)}
    (start,) = struct.unpack_from(">I", data, tables[b"cmap"])
    (parts,) = struct.unpack_from(">H", data, start + 2)
    found: set[int] = set()
    for part in range(parts):
        (offset,) = struct.unpack_from(">I", data, start + 8 + 8 * part)
        (form,) = struct.unpack_from(">H", data, start + offset)
        if form == 4:  # noqa: PLR2004  # as the format is called
            found |= _segments(data, start + offset)
    return frozenset(found - set(range(32)) - {0x7F, 0xFFFF})


def _segments(data: bytes, at: int) -> set[int]:
    (doubled,) = struct.unpack_from(">H", data, at + 6)
    count = doubled // 2
    ends = struct.unpack_from(f">{count}H", data, at + 14)
    starts = struct.unpack_from(f">{count}H", data, at + 16 + doubled)
    return {
        code for first, last in zip(starts, ends, strict=True) for code in range(first, last + 1)
    }


if __name__ == "__main__":
    sys.exit(main())
