"""Whom a notice about a record of an agency concerns today."""

from collections.abc import Iterable

from proim.accounts.models import User
from proim.agencies.models import LIAISONS, SIGNERS, SPEAKERS, Appointment, Role, entities_on
from proim.agencies.models.cover import stand_ins
from proim.core.clock import today


def holders(agency: int, *roles: Role) -> list[User]:
    """Return who holds any of ``roles`` today in the agency that answers for ``agency``."""
    day = today()
    ids = {agency, entities_on(day).get(agency, agency)}
    posts = Appointment.objects.acting(day).filter(agency__in=ids, role__in=roles)
    return [post.person for post in posts.select_related("person").order_by("pk")]


def liaisons(agency: int) -> list[User]:
    """Return the liaison officers, principal and alternate."""
    return holders(agency, *LIAISONS)


def heads(agency: int) -> list[User]:
    """Return the head."""
    return holders(agency, Role.HEAD)


def signers(agency: int) -> list[User]:
    """Return the head, and who signs for the head by delegation."""
    return holders(agency, *SIGNERS)


def speakers(agency: int) -> list[User]:
    """Return liaison officers, head, and who signs for the head."""
    return holders(agency, *SPEAKERS)


def administrators() -> list[User]:
    """Return who directs the programme; for somebody away, whoever stands in."""
    return _present(_staff(Role.ADMINISTRATOR))


def covering(person: User) -> list[User]:
    """Return ``person`` of the office, or whoever stands in today."""
    return _present([person])


def office() -> list[User]:
    """Return the programme office, those who stand in for the absent; the administrators while it has nobody."""
    return _present(_staff(Role.OFFICE) or _staff(Role.ADMINISTRATOR))


def _staff(role: Role) -> list[User]:
    posts = Appointment.objects.on(today()).filter(role=role)
    return [post.person for post in posts.select_related("person").order_by("pk")]


def _present(staff: Iterable[User]) -> list[User]:
    """Return ``staff``, and instead of those away whoever stands in for them; each once."""
    away, people = stand_ins(today()), list(staff)
    here = {person.pk: person for person in people if person.pk not in away}
    standing_in = {away[person.pk] for person in people if person.pk in away} - here.keys()
    return [*here.values(), *User.objects.filter(pk__in=standing_in).order_by("pk")]
