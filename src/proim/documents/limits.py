"""How often somebody may verify or make documents: enough for people, too little to try folios."""

from allauth.core.internal import ratelimit
from django.http import HttpRequest

from proim.accounts.http import PersonRequest, Request

APP = "proim.documents"
RATES = {
    "verify": "120/5m/ip",
    "compare": "30/5m/ip",
    "issue": "30/5m/ip",  # visitors
    "issue_signed_in": "120/5m/user",
}


def has_place(request: HttpRequest | Request | PersonRequest, action: str) -> bool:
    """Count this request, and say whether it is within the limit of ``action``."""
    used = ratelimit.consume(request, app=APP, action=action, config=RATES, limit_get=True)
    return used is not None
