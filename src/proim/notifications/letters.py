"""Writing a mail at the moment of sending: what the person may still see, in their language."""

from typing import Any
from urllib.parse import urljoin

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from proim.accounts.models import User
from proim.notifications.calendar import as_ics
from proim.notifications.models import Mail, Message
from proim.notifications.slots import Kind, kind_of
from proim.notifications.stopping import stop_url
from proim.notifications.telling import give_out, may_hear, row_of

Part = tuple[Message, Kind, Any]


def letter(mail: Mail) -> EmailMultiAlternatives | None:
    """Return the mail as it goes out now, or ``None`` when nothing of it concerns the person."""
    person = User.objects.get(pk=mail.person_id)  # fresh: rights are read once per instance
    parts = still_concerning(mail, person)
    if not parts:
        return None
    with override(person.language):
        return _written(mail, person, parts)


def still_concerning(mail: Mail, person: User) -> list[Part]:
    """Return the parts of a mail that hold and that ``person`` may see now; drop the others.

    A notice that is dropped because the post changed hands goes to whoever holds it now.
    """
    kept: list[Part] = []
    messages = mail.messages.filter(is_dropped=False).select_related("notice", "notice__actor")
    for message in messages.order_by("pk"):
        notice = message.notice
        kind, row = kind_of(notice.kind), row_of(notice)
        if row is None or not kind.holds(row, notice.data):
            _drop(message)
        elif may_hear(kind, person, row):
            kept.append((message, kind, row))
        else:
            _drop(message)
            give_out(notice, kind, row)
    return kept


def _drop(message: Message) -> None:
    Message.objects.filter(pk=message.pk).update(is_dropped=True)


def _written(mail: Mail, person: User, parts: list[Part]) -> EmailMultiAlternatives:
    """Render the mail in its two forms, with the calendar file where there is a date."""
    items = [_item(message, kind) for message, kind, _row in parts]
    if mail.is_digest:
        count = len(items)
        subject = ngettext("%(count)s message of today", "%(count)s messages of today", count)
        subject %= {"count": count}
    else:
        subject = items[0]["subject"]
    preferences = urljoin(settings.SITE_URL, reverse("notifications:preferences"))
    stop = stop_url(person, (kind for _message, kind, _row in parts))
    context = {
        "subject": subject,
        "person": person,
        "items": items,
        "is_digest": mail.is_digest,
        "preferences": preferences,
        "stop": stop,
        "is_obligatory": any(kind.is_obligatory for _message, kind, _row in parts),
        "site": settings.SITE_URL,
    }
    text = render_to_string("notifications/mail/letter.txt", context)
    html = render_to_string("notifications/mail/letter.html", context)
    message = EmailMultiAlternatives(
        f"PROIM: {subject}",
        "\n".join(line.rstrip() for line in text.strip().splitlines()) + "\n",
        to=[person.email],
        headers=_headers(mail, stop),
    )
    message.attach_alternative(html, "text/html")
    for number, (_message, kind, row) in enumerate(parts, 1):
        if date := kind.appointment(row, _message.notice.data):
            name = _("date") + (f"-{number}" if len(parts) > 1 else "")
            message.attach(f"{name}.ics", as_ics(date), "text/calendar")
    return message


def _headers(mail: Mail, stop: str) -> dict[str, str]:
    """Return the headers; where nothing of the mail is a duty alone, mail programs may stop it (RFC 8058)."""
    headers = {"Message-ID": mail.message_id, "Auto-Submitted": "auto-generated"}
    if stop:
        headers["List-Unsubscribe"] = f"<{stop}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    return headers


def _item(message: Message, kind: Kind) -> dict[str, Any]:
    said = message.said
    return {
        **said,
        "group": str(kind.group),
        "link": urljoin(settings.SITE_URL, str(said.get("path", "/"))),
        "at": message.notice.at,
    }
