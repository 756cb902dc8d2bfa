"""Permissions: one name, one rule, and a rule is a row filter.

``@rule("projects.edit")`` decorates a function that says *which rows* an actor may edit, as
a ``Q``. Lists, detail pages, buttons, actions, exports and feeds all ask the same function,
so a list can never show a row that its detail page refuses.
"""

from collections.abc import Callable
from typing import Any, Self, TypeAlias, TypeVar

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied
from django.db import models
from django.db.models import Exists, Model, OuterRef, Q

Actor: TypeAlias = AbstractBaseUser | AnonymousUser | None
Rule: TypeAlias = Callable[[Actor], Q]
M = TypeVar("M", bound=Model)
M_co = TypeVar("M_co", bound=Model, covariant=True)

NO_ROWS = Q(pk__in=[])
ALL_ROWS = Q(pk__isnull=False)  # not Q(): an empty Q vanishes when joined with "|"

_rules: dict[str, Rule] = {}


def rule(permission: str) -> Callable[[Rule], Rule]:
    """Register the decorated function as the only rule for ``permission``."""

    def register(function: Rule) -> Rule:
        if permission in _rules:
            raise ValueError(f"{permission} has two rules")
        _rules[permission] = function
        return function

    return register


def names() -> list[str]:
    """Return every permission name, sorted; the documentation page is built from it."""
    return sorted(_rules)


def description(permission: str) -> str:
    """Return what the rule says of itself: the first line of its docstring."""
    return (_rules[permission].__doc__ or "").strip().partition("\n")[0]


def rows(permission: str, actor: Actor) -> Q:
    """Return the filter of the rows on which ``actor`` has ``permission``.

    ``None`` is the system itself (a command, the demonstration): it may touch every row,
    and what it does stands in the ledger without a person.
    """
    return ALL_ROWS if actor is None else _rules[permission](actor)


class RuledQuerySet(models.QuerySet[M_co]):
    """A queryset that can be narrowed to what an actor may do."""

    def permitted(self, permission: str, actor: Actor) -> Self:
        """Keep the rows on which ``actor`` has ``permission``."""
        return self.filter(rows(permission, actor))

    def with_permissions(self, actor: Actor, *permissions: str) -> Self:
        """Annotate each row with ``may_<verb>`` booleans, in the same query."""
        same = self.model._base_manager.filter(pk=OuterRef("pk"))
        return self.annotate(
            **{f"may_{p.split('.')[1]}": Exists(same.filter(rows(p, actor))) for p in permissions}
        )


def may(permission: str, actor: Actor, row: Model) -> bool:
    """Say whether ``actor`` has ``permission`` on the stored ``row``; one query."""
    model = row._meta.model  # not type(row): request.user is a lazy wrapper around a person
    return bool(model._base_manager.filter(rows(permission, actor), pk=row.pk).exists())


def require(permission: str, actor: Actor, row: M) -> M:
    """Return ``row`` as it is stored now, locked until the transaction ends.

    Every action starts with this, so nothing that it checks can change before it writes.
    PostgreSQL locks the row; on SQLite the transaction itself is the lock (settings:
    ``transaction_mode``).

    Raises:
        PermissionDenied: ``actor`` does not have ``permission`` on the stored row.
    """
    everything: models.Manager[Any] = row._meta.model._base_manager
    stored = everything.select_for_update(of=("self",)).filter(rows(permission, actor), pk=row.pk)
    try:
        found: M = stored.get()
    except ObjectDoesNotExist:
        raise PermissionDenied(permission) from None
    return found
