"""Asking the constraints of a row before the database does, so that the answer is a message."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db.models import CheckConstraint, Model, Q


def validate_changed(row: Model, columns: Iterable[str]) -> None:
    """Validate ``columns`` of ``row`` and the check constraints that speak of them.

    What did not change was valid when it was stored: asking every constraint at every edit
    costs a query each.

    Raises:
        ValidationError: a value is not possible; keyed by field, or not if a rule joins several.
    """
    changed = set(columns)
    others = [field.name for field in row._meta.fields if field.name not in changed]
    row.clean_fields(exclude=others)
    errors: list[ValidationError] = []
    for constraint in row._meta.constraints:
        if not isinstance(constraint, CheckConstraint):
            continue  # unique ones are kept by the database and told by the action that meets them
        if isinstance(constraint.condition, Q) and not changed.isdisjoint(
            constraint.condition.referenced_base_fields
        ):
            try:
                constraint.validate(type(row), row)
            except ValidationError as error:
                errors.append(error)
    if errors:
        raise ValidationError(errors)
