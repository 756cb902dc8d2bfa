"""From a record to its document: what it says now, whether it was issued already, making it."""

import secrets
from dataclasses import asdict
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from proim.documents import actions
from proim.documents.formulas import LENGTH, SIGNS, canonical, digest, folio, print_of
from proim.documents.models import Document
from proim.documents.press import press
from proim.documents.slots import Kind
from proim.documents.workflow import State
from proim.ui import formats
from proim.ui.frame import owner

TITLE = 250


def issued(kind: Kind, row: Any, *, by: actions.By) -> Document:
    """Return the document of ``row`` in the active language: the one in force, or a new version.

    Raises:
        PressError: it could not be made; nothing was issued.
        PermissionDenied: ``by`` may not have it.
    """
    told = frozen(kind, row)
    content, language = canonical(told), language_code()
    versions = Document.objects.of(kind.key, row.pk, language)
    last = versions.first()
    if last and last.state == State.VALID and last.content_sha256 == digest(content.encode()):
        return last
    now = timezone.now()
    number = folio(
        kind.prefix, timezone.localdate(now).year, secrets.randbelow(len(SIGNS) ** LENGTH)
    )
    version = last.version + 1 if last else 1
    facts = {
        **standing(told, language),
        **about(number, version, print_of(digest(content.encode()))),
        "day": list(timezone.localdate(now).timetuple()[:3]),
    }
    facts["words"]["issued"] = _("Issued on %(moment)s.") % {"moment": formats.moment(now)}
    draft = actions.Draft(
        kind=kind,
        row=row,
        language=language,
        folio=number,
        version=version,
        issued_at=now,
        title=str(told["content"]["title"])[:TITLE],
        office=office(told["issuer"])[:TITLE],
        content=content,
        data=press(told["content"], facts, template=kind.template),
    )
    return actions.issue(draft, by=by)


def pressed_again(document: Document) -> bytes:
    """Return the bytes of an issued document whose words were changed by law, under its own folio.

    Call it in the language of the document.

    Raises:
        PressError: it could not be made.
    """
    told = document.told
    print_ = print_of(digest(document.content.encode()))
    facts = {
        **standing(told, document.language),
        **about(document.folio, document.version, print_),
        "day": list(timezone.localdate(document.issued_at).timetuple()[:3]),
    }
    facts["words"]["issued"] = _("Issued on %(moment)s.") % {
        "moment": formats.moment(document.issued_at)
    }
    kind = document.declared
    return press(told["content"], facts, template=kind.template if kind else "")


def as_text(kind: Kind, row: Any) -> bytes:
    """Return the same as a DOCX to be edited. It has no folio: nobody stands by it yet.

    Raises:
        PressError: it could not be made.
    """
    told = frozen(kind, row)
    return press(told["content"], standing(told, language_code()), form="docx")


def frozen(kind: Kind, row: Any) -> dict[str, Any]:
    """Return what the document of ``row`` says now, and who issues it, as plain values."""
    content = asdict(kind.content(row))
    content["facts"] = [[label, list(values)] for label, values in content["facts"]]
    content["blocks"] = list(content["blocks"])
    content["public"] = [list(pair) for pair in content["public"]]
    return {"content": content, "issuer": issuer()}


def content_print(kind: Kind, row: Any) -> str:
    """Return the print that the document of ``row`` bears if it is issued now: another may name it."""
    return print_of(digest(canonical(frozen(kind, row)).encode()))


def issuer() -> dict[str, str]:
    """Return who issues, from the programme's own record."""
    one = owner()
    return {
        "programme": str(one.programme),
        "unit": str(one.unit),
        "parent": str(one.parent),
        "government": str(one.government),
    }


def office(who: dict[str, str]) -> str:
    """Return the issuing office in one line."""
    return ", ".join(part for part in (who["unit"], who["parent"]) if part)


def language_code() -> str:
    """Return the language of the document: that of the reader's page."""
    return "en" if (get_language() or "").startswith("en") else "es"


def standing(told: dict[str, Any], language: str) -> dict[str, Any]:
    """Return what the layout needs of every document, issued or to be edited."""
    return {
        "lang": language,
        "region": "us" if language == "en" else "mx",
        "issuer": told["issuer"],
        "words": {
            "folio": _("Folio"),
            "page": _("Page {n} of {m}"),
            "empty": _("not stated"),
            "mark": _("Emblem of the programme"),
            "draft": _("Working copy without folio: the issued document is the PDF."),
        },
    }


def about(number: str, version: int, print_: str) -> dict[str, Any]:
    """Return what the layout tells of an issued document, besides its day."""
    url = settings.SITE_URL.rstrip("/") + reverse("documents:verify", args=[number])
    words = standing({"issuer": {}}, "")["words"]
    return {
        "folio": number,
        "version": version,
        "url": url,
        "address": url.partition("://")[2],
        "print": print_,
        "words": {
            **words,
            "version": _("version %(number)s") % {"number": version},
            "qr": _("QR code of the page that verifies this document"),
            "verify": _("Verify it at"),
            "hash": _(
                "Its SHA-256 is registered: that page refuses a copy with a single changed byte."
            ),
            "check-title": _("How to verify this document"),
            "check": _(
                "Anybody can verify that it is genuine and still holds, with the folio or the QR code, at"
            ),
            "print": _("Print of its content:"),
        },
    }
