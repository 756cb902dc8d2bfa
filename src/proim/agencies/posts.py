"""The posts of an agency on a day: who holds them, and which are vacant."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from proim.agencies.models import Appointment, Role

ORDER = (Role.HEAD, Role.DELEGATE, Role.LIAISON, Role.ALTERNATE, Role.OFFICE, Role.ADMINISTRATOR)
ALWAYS = (Role.HEAD, Role.LIAISON)  # shown also while nobody holds them


@dataclass(frozen=True, slots=True)
class Post:
    """A role of an agency and the appointments that hold it; none when it is vacant."""

    role: Role
    held: list[Appointment]


def posts(appointments: Iterable[Appointment], day: date) -> list[Post]:
    """Return the posts of one agency on ``day`` in the order of the roles."""
    now = [a for a in appointments if a.valid_from <= day and not a.is_over(day)]
    found = [Post(role, [a for a in now if a.role == role]) for role in ORDER]
    return [post for post in found if post.held or post.role in ALWAYS]
