"""The code that is shown at a session: it says where one is, and for how long it is worth anything.

A code names a block and either the minute in which it was shown (on a screen, a new one each minute)
or that it was printed. It is signed with the platform's key, so nobody makes one; it says nothing of a
person: who opens it is whoever is signed in, and only with a place in that session. A code of the screen
is worth something for ``FRESH`` minutes, a printed one during its block. Neither is outside the block.
"""

import io
from datetime import datetime, timedelta

from django.core import signing
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from proim.core.clock import today
from proim.core.errors import DomainError
from proim.training.models import Block

SALT = "training.presence"
PRINTED = "p"
FRESH = 5  # minutes: time to sign in on a phone
AROUND = timedelta(minutes=30)  # before and after a block


def made(block: Block, now: datetime, *, printed: bool = False) -> str:
    """Return the code of ``block`` as it is now, or the one to be printed."""
    slot = PRINTED if printed else str(_minute(now))
    return signing.Signer(salt=SALT).sign(f"{block.pk}-{slot}").replace(":", ".")


def read(code: str, now: datetime) -> int:
    """Return the id of the block that a code names, if it is worth something at ``now``.

    Raises:
        DomainError: it is forged, too old, or it is not the time of its block.
    """
    number, slot = _opened(code)
    if slot != PRINTED and not 0 <= _minute(now) - int(slot) <= FRESH:
        raise DomainError(_("This code is over: scan the one that is shown now."))
    block = Block.objects.filter(pk=number).first()
    if block is None or not is_time(block, now):
        raise DomainError(_("This code is worth something only while the session is held."))
    return number


def block_of(code: str) -> Block | None:
    """Return the block that a genuine code names, also when its time is over."""
    try:
        number, _slot = _opened(code)
    except DomainError:
        return None
    return Block.objects.select_related("session__course").filter(pk=number).first()


def is_time(block: Block, now: datetime) -> bool:
    """Say whether ``now`` lies in the block, or at most half an hour before or after it."""
    if block.day != today():
        return False
    clock = timezone.localtime(now).replace(tzinfo=None)
    first = datetime.combine(clock.date(), block.starts_at) - AROUND
    last = datetime.combine(clock.date(), block.ends_at) + AROUND
    return first <= clock <= last


def picture(text: str) -> SafeString:
    """Return a QR code as SVG, to stand in a page."""
    import segno  # noqa: PLC0415  # only the pages that show a code need it

    out = io.BytesIO()
    drawn = segno.make(text, error="m", micro=False)
    drawn.save(out, kind="svg", scale=8, border=3, xmldecl=False, svgns=True, svgclass="qr",
               lineclass=None, omitsize=True, light="#fff")  # fmt: skip
    return mark_safe(out.getvalue().decode())  # noqa: S308  # paths drawn from an address of ours


def _opened(code: str) -> tuple[int, str]:
    try:
        number, _dash, slot = (
            signing.Signer(salt=SALT).unsign(code.replace(".", ":")).partition("-")
        )
        return int(number), slot
    except (signing.BadSignature, ValueError):
        raise DomainError(_("This code is not valid.")) from None


def _minute(now: datetime) -> int:
    return int(now.timestamp()) // 60
