"""Whom a notice about a record of an agency concerns today."""

from collections.abc import Iterable

from proim.accounts.models import User
from proim.agencies.models import LIAISONS, Appointment, Role, entities_on
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


def speakers(agency: int) -> list[User]:
    """Return liaison officers and head."""
    return holders(agency, *LIAISONS, Role.HEAD)


def office() -> Iterable[User]:
    """Return the programme office; while it has nobody, the administrators."""
    posts = Appointment.objects.on(today()).select_related("person").order_by("pk")
    staff = [post.person for post in posts.filter(role=Role.OFFICE)]
    return staff or [post.person for post in posts.filter(role=Role.ADMINISTRATOR)]
