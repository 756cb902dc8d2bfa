"""Catalogues without gettext tools: ``update [app …]`` extracts, ``compile`` makes the .mo files.

Message ids are English. Each app has src/proim/<app>/locale/{es,en}/LC_MESSAGES/django.po. An update keeps what
is translated, leaves new messages empty in ``es``, writes the id itself in ``en``, and drops what is gone.
Nothing is guessed from similar messages, and no dates or line numbers are written: differences stay small.
"""

import io
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import django
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings

SOURCE = Path(__file__).resolve().parent.parent / "src" / "proim"
LANGUAGES = ("es", "en")
KEYWORDS = {
    **dict.fromkeys(("_", "gettext", "gettext_lazy", "gettext_noop"), None),
    **dict.fromkeys(("ngettext", "ngettext_lazy"), (1, 2)),
    **dict.fromkeys(("pgettext", "pgettext_lazy"), ((1, "c"), 2)),
    **dict.fromkeys(("npgettext", "npgettext_lazy"), ((1, "c"), 2, 3)),
}
HEADER = """msgid ""
msgstr ""
"Language: {language}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

"""


def apps() -> list[str]:
    """Return the apps of the package."""
    return sorted(path.parent.name for path in SOURCE.glob("*/apps.py"))


def catalogue_path(app: str, language: str) -> Path:
    """Return where an app keeps its messages in a language."""
    return SOURCE / app / "locale" / language / "LC_MESSAGES" / "django.po"


def _sources(app: str) -> Iterator[tuple[Path, str]]:
    from django.utils.translation.template import templatize

    for path in sorted((SOURCE / app).rglob("*")):
        if path.suffix == ".py" and "migrations" not in path.parts:
            yield path, path.read_text("utf-8")
        elif path.suffix in {".html", ".txt", ".xml"} and "templates" in path.parts:
            # It imitates a program whose indentation means nothing: without it, it can be read.
            lines = templatize(path.read_text("utf-8"), origin=str(path)).split("\n")
            yield path, "\n".join(line.strip() for line in lines)


def extracted(app: str) -> Catalog:
    """Return the messages that the code and the templates of an app use."""
    if not settings.configured:
        settings.configure()
        django.setup()
    found = Catalog()
    for path, text in _sources(app):
        where = path.relative_to(SOURCE).as_posix()
        file = io.BytesIO(text.encode())
        tags = ("Translators:",)
        for line, message, comments, context in extract("python", file, KEYWORDS, tags):
            found.add(message, None, [(where, line)], auto_comments=comments, context=context)
    return found


def stored(app: str, language: str) -> Catalog:
    """Return what an app's catalogue holds; an empty one if there is no file."""
    path = catalogue_path(app, language)
    text = path.read_bytes() if path.exists() else HEADER.format(language=language).encode()
    return read_po(io.BytesIO(text), locale=language, abort_invalid=True)


def key(message: Message) -> tuple[str | None, str]:
    """Return what identifies a message: its context and its (singular) id."""
    single = message.id[0] if isinstance(message.id, list | tuple) else message.id
    return message.context, single


def update(app: str) -> str:
    """Bring an app's catalogues up to date with its sources; return what is left to translate."""
    found = extracted(app)
    report = []
    for language in LANGUAGES:
        known = {key(message): message for message in stored(app, language) if message.id}
        merged = Catalog(locale=language)
        empty = 0
        for message in found:
            if not message.id:
                continue
            old = known.get(key(message))
            string = old.string if old and type(old.id) is type(message.id) else None
            if language == "en":
                string = message.id
            empty += not any(string if isinstance(string, list | tuple) else [string])
            merged.add(
                message.id,
                string,
                message.locations,
                auto_comments=message.auto_comments,
                context=message.context,
            )
        _write(app, language, merged)
        report.append(f"{language}: {len(merged)} messages, {empty} empty")
    return f"{app}: " + "; ".join(report)


def _write(app: str, language: str, catalogue: Catalog) -> None:
    path = catalogue_path(app, language)
    if not len(catalogue) and not path.exists():
        return
    body = io.BytesIO()
    options = {"omit_header": True, "include_lineno": False, "sort_output": True, "width": 100}
    write_po(body, catalogue, **options)  # type: ignore[arg-type]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(HEADER.format(language=language).encode() + body.getvalue())


def faults(catalogue: Catalog) -> list[str]:
    """Return what is wrong inside a catalogue: placeholders that differ, plural forms that lack."""
    return [
        f"{message.id}: {error}"
        for message in catalogue
        if message.id and message.string
        for error in message.check(catalogue)
    ]


def compile_all() -> None:
    """Write the .mo of each .po that is newer; stop at the first catalogue with a fault."""
    for path in sorted(SOURCE.glob("*/locale/*/LC_MESSAGES/django.po")):
        target = path.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime >= path.stat().st_mtime:
            continue
        catalogue = stored(path.parts[-5], path.parts[-3])
        if wrong := faults(catalogue):
            sys.exit(f"{path}: {wrong}")
        draft = target.with_suffix(f".{os.getpid()}")
        with draft.open("wb") as file:
            write_mo(file, catalogue, use_fuzzy=False)
        draft.replace(target)


def main() -> None:
    """Run ``update [app …]`` or ``compile``."""
    command, *chosen = sys.argv[1:] or ["help"]
    if command == "compile":
        compile_all()
    elif command == "update" and set(chosen) <= set(apps()):
        for app in chosen or apps():
            print(update(app))
    else:
        sys.exit(f"{__doc__}\nApps: {', '.join(apps())}")


if __name__ == "__main__":
    main()
