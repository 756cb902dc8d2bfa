"""A whole reorganization: agencies end, and their records, posts and place in scope go on elsewhere."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from proim.accounts.models import User
from proim.agencies.actions.appointment import appoint, end_appointment
from proim.agencies.actions.programme import edit_programme
from proim.agencies.actions.succession import absorb, merge, split, wind_up
from proim.agencies.estates import ESTATES, Estate, Thing
from proim.agencies.models import (
    STAFF,
    Agency,
    Appointment,
    PostPassage,
    Programme,
    Reorganization,
    Role,
    Succession,
    SuccessionKind,
    posts_of,
)
from proim.audit.actions import record
from proim.core.permissions import may, require

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be done. The first of ``successors`` is the main one; nobody follows a winding-up.

    ``places`` says where a record goes that does not go to the main successor: (estate, key) -> agency.
    ``posts`` says in which agency and role an appointment goes on; one that is not named ends.
    ``heir`` takes what is open in an agency that nobody succeeds.
    """

    kind: SuccessionKind
    ending: Sequence[Agency]
    successors: Sequence[Agency]
    since: date
    ground: str
    gazette: str = ""
    heir: Agency | None = None
    places: Mapping[tuple[str, int], Agency] = field(default_factory=dict)
    posts: Mapping[int, tuple[Agency, Role]] = field(default_factory=dict)

    @property
    def main(self) -> Agency | None:
        """Who takes what nobody placed elsewhere."""
        return self.successors[0] if self.successors else self.heir


@transaction.atomic
def reorganize(plan: Plan, *, by: User | None) -> Reorganization:
    """End the agencies of ``plan`` and pass on what is theirs; one event for each thing that moves.

    Raises:
        PermissionDenied: ``by`` is not of the office.
        ValidationError: see ``merge``, ``split``, ``absorb``, ``wind_up``; a post cannot go on where the plan
            says (key ``post_<id>``); something open would be left to nobody (key ``heir``).
    """
    for agency in plan.ending:
        require("agencies.reorganize", by, agency)
    _keep_the_programme(plan, by=by)
    done = _ended(plan, by=by)
    deed = Reorganization(kind=plan.kind, since=plan.since, gazette=plan.gazette.strip())
    deed.ground, deed.recorded_by, deed.heir = plan.ground.strip(), by, plan.heir
    deed.full_clean()
    deed.save(force_insert=True)
    Succession.objects.filter(pk__in=[row.pk for row in done]).update(reorganization=deed)
    names = ", ".join(str(agency) for agency in plan.ending)
    changes = {"kind": (None, plan.kind), "since": (None, plan.since)}
    record("agencies.reorganize", deed, by=by, changes=changes, comment=plan.ground, agencies=names)
    for agency in plan.ending:
        for estate in ESTATES:
            _move(estate, agency, plan, deed, by=by)
        for held in posts_of(agency, plan.since):
            _pass_on(held, plan, deed, by=by)
    return deed


def _ended(plan: Plan, *, by: User | None) -> list[Succession]:
    told: dict[str, Any] = {"since": plan.since, "ground": plan.ground}
    first = plan.ending[0]
    if plan.kind == SuccessionKind.MERGE:
        return merge(plan.ending, into=plan.successors[0], **told, by=by)
    if plan.kind == SuccessionKind.SPLIT:
        main, *others = plan.successors
        return split(first, main=main, others=others, **told, by=by)
    if plan.kind == SuccessionKind.ABSORB:
        return [absorb(first, into=plan.successors[0], **told, by=by)]
    return [wind_up(first, **told, by=by)]


def _move(estate: Estate, agency: Agency, plan: Plan, deed: Reorganization, *, by: User | None) -> None:  # fmt: skip
    for thing in estate.of(agency):
        to = plan.places.get((estate.code, thing.pk), plan.main) if estate.passes else agency
        if to is not None and (thing.is_open or plan.successors or not estate.passes):
            estate.move(thing.pk, to, deed, by)
        elif thing.is_open:
            raise ValidationError({"heir": _left(thing)})


def _left(thing: Thing) -> str:
    text = _("“%(title)s” would be left to nobody: say who takes it over, or end it first.")
    return text % {"title": thing.title}


def _pass_on(held: Appointment, plan: Plan, deed: Reorganization, *, by: User | None) -> None:
    """End a post with its agency; where the plan says so it goes on in another one."""
    following = None
    try:
        if held.pk in plan.posts:
            following = _following(held, plan)
        if held.role == Role.ADMINISTRATOR and following:  # never without one, not for a moment
            following = appoint(following, by=by)
        _end(held, plan, by=by)
        if following and following.pk is None:
            following = appoint(following, by=by)
    except ValidationError as error:
        raise ValidationError({f"post_{held.pk}": error.messages}) from error
    PostPassage.objects.create(reorganization=deed, former=held, following=following)


def _following(held: Appointment, plan: Plan) -> Appointment:
    agency, role = plan.posts[held.pk]
    if role == Role.DELEGATE:
        raise ValidationError(_("A head delegates anew."))
    return Appointment(
        person=held.person,
        agency=agency,
        role=role,
        functional_area=held.functional_area,
        letter=(plan.gazette or plan.ground)[:80],
        appointed_by=held.appointed_by,
        valid_from=max(plan.since, held.valid_from),
        valid_to=held.valid_to,
    )


def _end(held: Appointment, plan: Plan, *, by: User | None) -> None:
    held.refresh_from_db()
    last = max(plan.since - DAY, held.valid_from)
    if held.valid_to is None or held.valid_to > last:  # a delegate's has ended with the head's
        goes_on = held.pk in plan.posts
        end_appointment(held, on=last, reason=_reason(plan), hands_over=not goes_on, by=by)


def _reason(plan: Plan) -> str:
    text = _("Its public entity ended on %(day)s: %(ground)s")
    return (text % {"day": date_format(plan.since), "ground": plan.ground})[:250]


def _keep_the_programme(plan: Plan, *, by: User | None) -> None:
    """Let the main successor run the programme where its own agency ends; an administrator does that."""
    programme = Programme.get()
    if programme.owner_id not in {agency.pk for agency in plan.ending}:
        return
    if plan.main is None or not may("agencies.appoint_staff", by, programme):
        text = _(
            "This agency runs the programme: an administrator reorganises it, with a successor."
        )
        raise ValidationError(text)
    programme.owner = plan.main
    edit_programme(programme, ("owner",), by=by)
    staff = {held.pk for agency in plan.ending for held in posts_of(agency, plan.since)
             if held.role in STAFF}  # fmt: skip
    if staff - plan.posts.keys():
        raise ValidationError(_("The programme's staff go on in the agency that takes it over."))
