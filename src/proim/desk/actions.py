"""What people do with their views of lists."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from proim.accounts.models import User
from proim.audit.actions import record
from proim.core.permissions import require
from proim.desk.formulas import canonical
from proim.desk.models import Draft, SavedView
from proim.desk.slots import LISTS

NAMED = ("name", "is_default")


@transaction.atomic
def save_view(
    person: User, url_name: str, query: str, name: str, *, by: User | None, is_default: bool = False
) -> SavedView:
    """Keep a view of a list under a name.

    Args:
        person: whose view it becomes.
        url_name: the list, one of ``slots.LISTS``.
        query: the filters, as in its address.
        name: how the person calls it.
        by: the same person.
        is_default: whether the list opens with it from now on.

    Raises:
        PermissionDenied: ``by`` is somebody else.
        ValidationError: no filter is set, the name is empty or taken, or the list keeps no views.
    """
    person = require("desk.save_view", by, person)
    if url_name not in {each.url_name for each in LISTS}:
        raise ValidationError(_("Views of this list cannot be kept."))
    filters = canonical(query)
    if not filters:
        raise ValidationError(_("Set a filter or an order first: there is nothing to keep yet."))
    view = SavedView(person=person, list=url_name, query=filters, name=name.strip())
    view.full_clean()
    if is_default:
        _no_other_default(view)
    view.is_default = is_default
    view.save(force_insert=True)
    record("desk.save_view", view, by=by, list=url_name)
    return view


@transaction.atomic
def edit_view(view: SavedView, changed: Mapping[str, Any], *, by: User | None) -> SavedView:
    """Store what is new in ``changed``, which may hold ``name`` and ``is_default``.

    Raises:
        PermissionDenied: the view is another person's.
        ValidationError: the name is empty or taken (keyed by field).
    """
    view = require("desk.edit_view", by, view)
    before = {name: getattr(view, name) for name in NAMED if name in changed}
    news = {name: (old, changed[name]) for name, old in before.items() if old != changed[name]}
    if news:
        if changed.get("is_default"):
            _no_other_default(view)
        for name in news:
            setattr(view, name, changed[name])
        view.full_clean()
        view.save(update_fields=list(news))
        record("desk.edit_view", view, by=by, changes=news)
    return view


@transaction.atomic
def share_view(view: SavedView, *, is_shared: bool, by: User | None) -> SavedView:
    """Let the whole office see a view, or no longer; they cannot change it.

    Raises:
        PermissionDenied: the view is another person's, or ``by`` is not of the office.
    """
    view = require("desk.share_view", by, view)
    if view.is_shared != is_shared:
        view.is_shared = is_shared
        view.save(update_fields=["is_shared"])
        record("desk.share_view", view, by=by, changes={"is_shared": (not is_shared, is_shared)})
    return view


@transaction.atomic
def delete_view(view: SavedView, *, by: User | None) -> None:
    """Throw a view away; the list itself stays as it is.

    Raises:
        PermissionDenied: the view is another person's.
    """
    view = require("desk.delete_view", by, view)
    record("desk.delete_view", view, by=by, list=view.list)
    view.delete()


@transaction.atomic
def pass_on(
    giver: User, codes: Mapping[str, Sequence[str]], *, to: User, by: User | None
) -> dict[str, int]:
    """Give unfinished forms (``drafts``) and views of lists (``views``) of ``giver`` to another person.

    A form passes on: what was typed goes on under the new name. A view is copied, under a name that is free.
    Codes that are not of ``giver`` are passed over. Returns how many of each went.

    Raises:
        PermissionDenied: ``by`` is not ``giver``.
    """
    giver = require("desk.pass_on", by, giver)
    drafts = Draft.objects.of(giver).filter(code__in=codes.get("drafts", ()))
    done = {"drafts": drafts.update(person=to), "views": 0}
    taken = set(SavedView.objects.filter(person=to).values_list("list", "name"))
    for view in SavedView.objects.filter(person=giver, code__in=codes.get("views", ())):
        name = (
            f"{view.name[:45]} ({giver.full_name[:10]})"
            if (view.list, view.name) in taken
            else view.name
        )
        if (view.list, name) not in taken:
            SavedView.objects.create(person=to, list=view.list, query=view.query, name=name)
            taken.add((view.list, name))
            done["views"] += 1
    record("desk.pass_on", giver, by=by, to=to.pk, drafts=done["drafts"], views=done["views"])
    return done


def _no_other_default(view: SavedView) -> None:
    others = SavedView.objects.filter(person=view.person, list=view.list, is_default=True)
    others.exclude(pk=view.pk).update(is_default=False)
