"""How many messages a person has not read, for the frame of the page."""

from typing import Any

from proim.accounts.models import User
from proim.notifications.models import Message


def unread(person: Any) -> int:
    """Return the number of unread messages: one query over an index; none for a visitor."""
    return Message.objects.unread().filter(person=person).count() if isinstance(person, User) else 0
