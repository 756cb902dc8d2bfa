"""The posts of an agency on a day: who holds them, and which are vacant."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from proim.agencies.models import Appointment, Role

ALWAYS = (Role.HEAD, Role.LIAISON)  # shown also while nobody holds them


@dataclass(frozen=True, slots=True)
class Post:
    """A role of an agency and the appointments that hold it."""

    role: Role
    held: list[Appointment]

    @property
    def is_vacant(self) -> bool:
        """Whether nobody holds it."""
        return not self.held


def posts(appointments: Iterable[Appointment], day: date) -> list[Post]:
    """Return the posts of one agency on ``day`` in the order of the roles."""
    now = [a for a in appointments if a.valid_from <= day and not a.is_over(day)]
    found = [Post(role, [a for a in now if a.role == role]) for role in ORDER]
    return [post for post in found if post.held or post.role in ALWAYS]


ORDER = (Role.HEAD, Role.LIAISON, Role.ALTERNATE, Role.OFFICE, Role.ADMINISTRATOR)
