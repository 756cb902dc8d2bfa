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
    posts = Appointment.objects.on(day).filter(agency__in=ids, role__in=roles)
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


def office() -> Iterable[User]:
    """Return the programme office, those who stand in for the absent; the administrators while it has nobody."""
    day = today()
    posts = Appointment.objects.on(day).select_related("person").order_by("pk")
    staff = [post.person for post in posts.filter(role=Role.OFFICE)]
    staff = staff or [post.person for post in posts.filter(role=Role.ADMINISTRATOR)]
    away = stand_ins(day)
    here = {person.pk: person for person in staff if person.pk not in away}
    standing_in = {away[person.pk] for person in staff if person.pk in away} - here.keys()
    return [*here.values(), *User.objects.filter(pk__in=standing_in).order_by("pk")]
