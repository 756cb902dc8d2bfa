from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from proim.agencies.models import Programme
from proim.audit.actions import record
from proim.core.clock import today
from proim.core.permissions import Actor, require
from proim.referrals.models import RoutingRule, RuleVersion

SAID = ("name_es", "name_en", "place", "target", "conditions")


@transaction.atomic
def add_rule(draft: RuleVersion, *, by: Actor, on: date | None = None) -> RoutingRule:
    """Add a rule that proposes from the day ``on``.

    Raises:
        PermissionDenied: ``by`` is not of the office.
        ValidationError: a field is wrong or there is no condition at all (keyed by field).
    """
    require("referrals.add_rule", by, Programme.get())
    draft.rule = RoutingRule.objects.create()
    _store(draft, by, on or today())
    record("referrals.add_rule", draft.rule, by=by, changes=_changes(None, draft))
    return draft.rule


@transaction.atomic
def edit_rule(
    rule: RoutingRule, draft: RuleVersion, *, by: Actor, on: date | None = None
) -> RuleVersion:
    """State what a rule says from the day ``on``; what it said before stays, with what it proposed.

    Raises:
        PermissionDenied: ``by`` is not of the office.
        ValidationError: a field is wrong, or nothing changed (keyed by field).
    """
    rule = require("referrals.edit_rule", by, rule)
    before, on = _now(rule), on or today()
    draft.rule, draft.is_on = rule, before.is_on
    changes = _changes(before, draft)
    if not changes:
        raise ValidationError(_("Nothing was changed."))
    _store(draft, by, on)
    record("referrals.edit_rule", rule, by=by, on=on, changes=changes)
    return draft


@transaction.atomic
def switch_rule(
    rule: RoutingRule, *, is_on: bool, by: Actor, on: date | None = None
) -> RuleVersion:
    """Put a rule out of force, or into it again, from the day ``on``. Raises as ``edit_rule``."""
    rule = require("referrals.switch_rule", by, rule)
    before, on = _now(rule), on or today()
    if before.is_on == is_on:
        raise ValidationError(_("It is so already."))
    said = {name: getattr(before, name) for name in SAID}
    version = RuleVersion(rule=rule, is_on=is_on, **said)
    _store(version, by, on)
    record("referrals.switch_rule", rule, by=by, on=on, changes={"is_on": (before.is_on, is_on)})
    return version


def _now(rule: RoutingRule) -> RuleVersion:
    return rule.versions.select_related("target").order_by("since", "pk").reverse()[0]


def _store(draft: RuleVersion, by: Actor, on: date) -> None:
    draft.since, draft.by_id = on, by.pk if by else None
    if not any(draft.conditions.values()):
        raise ValidationError(
            _("Give at least one condition: a rule that fits everything proposes nothing.")
        )
    if draft.target.valid_to and draft.target.valid_to < on:
        raise ValidationError({"target": _("This target no longer receives.")})
    draft.full_clean(exclude=["by", "conditions"])
    draft.save(force_insert=True)


def _changes(before: RuleVersion | None, after: RuleVersion) -> dict[str, tuple[object, object]]:
    pairs = {name: (getattr(before, name, None), getattr(after, name)) for name in SAID}
    return {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}
