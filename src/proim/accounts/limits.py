"""How often somebody may try to sign in, and when they may try again.

Three limits count failures only: per address of the network, per e-mail from one address, and per
e-mail from everywhere. The last one is wide, so that a stranger who keeps failing on purpose from
one place is stopped long before the owner of the e-mail is (settings: ``ACCOUNT_RATE_LIMITS``).
"""

import math
import time
from datetime import timedelta

from allauth.account import app_settings
from allauth.core.internal import ratelimit
from django.core.cache import cache
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

APP = "allauth.account"
PAIR, EMAIL = "login_failed", "login_failed_email"


def minutes_left(request: HttpRequest, action: str, key: str = "") -> int:
    """Return after how many minutes ``action`` may be tried again; 0 if it may be now."""
    now, wait = time.time(), 0.0
    for rate in ratelimit.parse_rates(app_settings.RATE_LIMITS.get(action)):
        name = ratelimit.get_cache_key(request, app=APP, action=action, rate=rate, key=key)
        tries = cache.get(name, [])
        if len(tries) >= rate.amount:
            wait = max(wait, tries[rate.amount - 1] + rate.duration - now)
    return math.ceil(wait / 60)


def try_again(minutes: int) -> str:
    """Say in words when the next attempt is possible."""
    minutes = max(minutes, 1)
    at = timezone.localtime() + timedelta(minutes=minutes)
    wait = ngettext("in %(count)s minute", "in %(count)s minutes", minutes) % {"count": minutes}
    words = {"wait": wait, "time": f"{at:%H:%M}"}
    return _("There were too many attempts. Try again %(wait)s, at %(time)s h.") % words
