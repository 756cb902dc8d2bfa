"""What exists so far, by the keys of the files; and a step, which is what happens on a day."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from zlib import crc32

from proim.accounts.models import User
from proim.agencies.models import Agency, Appointment
from proim.projects.models import Project
from proim.taxonomy.models import Term
from proim.training.models import Course, Session

COORDINATION, REVIEW, TRAINING = "oficina-coordinacion", "oficina-revision", "oficina-capacitacion"
ADMINISTRATION = "oficina-plataforma"


@dataclass(frozen=True, slots=True)
class Step:
    """Something that somebody does on a day."""

    day: date
    run: Callable[[], object]


@dataclass(slots=True)
class World:
    """The rows that steps have made, for later steps to find."""

    agencies: dict[str, Agency] = field(default_factory=dict)
    people: dict[str, User] = field(default_factory=dict)
    begins: dict[str, date] = field(default_factory=dict)  # first days, known before they come
    appointments: dict[str, Appointment] = field(default_factory=dict)
    projects: dict[str, Project] = field(default_factory=dict)
    terms: dict[tuple[str, str], Term] = field(default_factory=dict)
    courses: dict[str, Course] = field(default_factory=dict)
    sessions: dict[str, Session] = field(default_factory=dict)
    followers: dict[str, str] = field(default_factory=dict)  # who left a post -> who holds it now

    def liaison_since(self, agency: str) -> date:
        """Return the first day on which somebody may act for an agency."""
        return self.begins[f"enlace-{agency.lower()}"]

    def liaison(self, agency: str) -> User:
        """Return the principal liaison officer of an agency, at the moment that is told."""
        first = f"enlace-{agency.lower()}"
        return self.people[self.followers.get(first, first)]

    def head(self, agency: str) -> User:
        """Return the head of an agency."""
        return self.people[f"titular-{agency.lower()}"]


def chance(key: str, ways: int) -> int:
    """Return a number below ``ways`` that looks thrown but is always the same for ``key``."""
    return crc32(key.encode()) % ways
