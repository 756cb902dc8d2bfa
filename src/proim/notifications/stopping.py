"""Links in mails that stop mails of that kind: signed, for one person and the kinds of one mail.

Mail programs press them by themselves (RFC 8058, one-click unsubscribe): a POST without cookies, so
the link alone proves who asks. It can do one thing only: leave those kinds in the inbox.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urljoin

from django.conf import settings
from django.core import signing
from django.urls import reverse

from proim.accounts.models import User
from proim.notifications.slots import KINDS, Kind

SALT = "notifications.stop"
LASTS_SECONDS = 400 * 24 * 3600  # mails are kept; after a year the preferences are at hand


@dataclass(frozen=True, slots=True)
class Stop:
    """What a link may stop: for whom, and which kinds; duties are never among them."""

    person: User
    kinds: list[Kind]


def stop_url(person: User, kinds: Iterable[Kind]) -> str:
    """Return the link that stops the kinds that are no duty; "" where all of them are."""
    names = sorted({kind.name for kind in kinds if not kind.is_obligatory})
    if not names:
        return ""
    token = signing.dumps([person.pk, names], salt=SALT, compress=True)
    return urljoin(settings.SITE_URL, reverse("notifications:stop", args=[token]))


def read_stop(token: str) -> Stop | None:
    """Return what a link may stop, or ``None`` if it was not made here, is too old, or is in vain."""
    try:
        person, names = signing.loads(token, salt=SALT, max_age=LASTS_SECONDS)
    except signing.BadSignature:
        return None
    found = User.objects.active().filter(pk=person).first()
    kinds = [kind for kind in KINDS if kind.name in names and not kind.is_obligatory]
    return Stop(found, kinds) if found and kinds else None
