"""Who may do what in change groups."""

from django.db.models import Q

from proim.accounts.models import User
from proim.agencies.models import LIAISONS, SPEAKERS, Role
from proim.agencies.rules import agencies_as, is_office, office_only
from proim.change_groups.models import Group, Member, MemberRole
from proim.change_groups.models.group import LEADERS
from proim.change_groups.workflow import Stage
from proim.core.clock import today
from proim.core.permissions import ALL_ROWS, NO_ROWS, Actor, rule


def _in_groups(actor: Actor, *roles: str) -> Q:
    """Return the groups in which ``actor`` has one of ``roles`` today, any without."""
    if not isinstance(actor, User) or not actor.is_active:
        return NO_ROWS
    rows = Member.objects.on(today()).filter(person=actor)
    return Q(pk__in=(rows.filter(role__in=roles) if roles else rows).values("group"))


def _led(actor: Actor) -> Q:
    mine = agencies_as(actor, *LIAISONS)
    return Q(agency__in=mine) | _in_groups(actor, *LEADERS)


def _of(groups: Q, path: str) -> Q:
    return Q(**{f"{path}__in": Group.objects.filter(groups).values("pk")})


@rule("change_groups.view")
def view(actor: Actor) -> Q:
    """Anybody that an approved group exists; who may read a group also before it is approved."""
    return Q(approved_on__isnull=False) | read(actor)


@rule("change_groups.read")
def read(actor: Actor) -> Q:
    """The office all groups; members, liaisons and head their own (people, meetings, agreements)."""
    return ALL_ROWS if is_office(actor) else propose(actor)


@rule("change_groups.constitute")
def constitute(actor: Actor) -> Q:
    """Liaison officers, for their public entity (the row is the entity)."""
    return Q(pk__in=agencies_as(actor, *LIAISONS), closed_on__isnull=True)


@rule("change_groups.approve")
def approve(actor: Actor) -> Q:
    """The head of the public entity."""
    return Q(agency__in=agencies_as(actor, Role.HEAD))


@rule("change_groups.dissolve")
def dissolve(actor: Actor) -> Q:
    """The head of the public entity."""
    return approve(actor)


@rule("change_groups.end_with_agency")
def end_with_agency(actor: Actor) -> Q:
    """The programme office, when the public entity ends."""
    return office_only(actor)


def _leading(permission: str) -> None:
    @rule(permission)
    def decide(actor: Actor) -> Q:
        """Coordinator and technical secretary of the group, and the entity's liaison officers."""
        return _led(actor)


for _verb in ("add_member", "call", "plan", "promote", "open_pulse"):
    _leading(f"change_groups.{_verb}")


def _reading(permission: str) -> None:
    @rule(permission)
    def decide(actor: Actor) -> Q:
        """Whoever may read the group."""
        return _of(read(actor), "group")


for _verb in ("read_meeting", "read_promotion", "read_initiative"):
    _reading(f"change_groups.{_verb}")


def _led_row(permission: str) -> None:
    @rule(permission)
    def decide(actor: Actor) -> Q:
        """Coordinator and technical secretary of the group, and the entity's liaison officers."""
        return _of(_led(actor), "group")


DECISIONS = ("endorse", "decline")
MEETINGS = ("move_meeting", "cancel_meeting", "hold", "agree")
for _verb in ("end_member", *MEETINGS, "replan", "drop", "correct_promotion", *DECISIONS):
    _led_row(f"change_groups.{_verb}")


@rule("change_groups.approve_minutes")
def approve_minutes(actor: Actor) -> Q:
    """The coordinator of the group and the head of the public entity."""
    groups = _in_groups(actor, MemberRole.COORDINATOR) | approve(actor)
    return _of(groups, "group")


@rule("change_groups.fulfil")
def fulfil(actor: Actor) -> Q:
    """Who owns the agreement, and who leads the group."""
    own = Q(owner__person=actor.pk) if isinstance(actor, User) and actor.is_active else NO_ROWS
    led = _of(_led(actor), "meeting__group")
    return (own & _of(read(actor), "meeting__group")) | led & ~Q(meeting__stage=Stage.CANCELLED)


@rule("change_groups.finish")
def finish(actor: Actor) -> Q:
    """Who is in charge of the action, and who leads the group."""
    own = Q(owner__person=actor.pk) if isinstance(actor, User) and actor.is_active else NO_ROWS
    return (own & _of(read(actor), "group")) | _of(_led(actor), "group")


@rule("change_groups.propose")
def propose(actor: Actor) -> Q:
    """Members, liaison officers and head (or delegate) of the public entity, in its group."""
    return Q(agency__in=agencies_as(actor, *SPEAKERS)) | _in_groups(actor)


@rule("change_groups.start_project")
def start_project(actor: Actor) -> Q:
    """Liaison officers, for their public entity and those it answers for: a project is the entity's."""
    return Q(group__agency__in=agencies_as(actor, *LIAISONS))


def _people(actor: Actor) -> Q:
    return Q(agency__in=agencies_as(actor, *Role)) | _in_groups(actor)


@rule("change_groups.read_pulses")
def read_pulses(actor: Actor) -> Q:
    """Whoever may read the group, and whoever has a post in the public entity."""
    return read(actor) | _people(actor)


@rule("change_groups.read_pulse")
def read_pulse(actor: Actor) -> Q:
    """Whoever may read the group, and whoever has a post in the public entity."""
    return _of(read_pulses(actor), "group")


@rule("change_groups.answer_pulse")
def answer_pulse(actor: Actor) -> Q:
    """Whoever has a post in the public entity, and the members of its group."""
    return _of(_people(actor), "group")
