"""People with a second factor."""

import time

from proim.accounts.models import User
from proim.identity import actions
from proim.identity.formulas import code_of, step_of
from proim.identity.models import AppKey

SECRET = b"12345678901234567890"


def code_now(steps: int = 0) -> str:
    """Return what the app of the builders shows now, or ``steps`` of 30 s later."""
    return code_of(SECRET, step_of(time.time()) + steps)


def with_app(person: User) -> list[str]:
    """Give the person an authenticator app whose codes are all fresh; returns the recovery codes."""
    codes = actions.add_app(person, SECRET, code_now(), keep=None, by=person)
    AppKey.objects.filter(person=person).update(step=0)
    return codes
