"""The summary of what is wrong in a form."""

from dataclasses import dataclass

from django.forms import BaseForm, BoundField


@dataclass(frozen=True, slots=True)
class Problem:
    """One error, and where to mend it ("" if it belongs to no single field)."""

    label: str
    text: str
    anchor: str


def problems(form: BaseForm) -> list[Problem]:
    """Return the errors of ``form`` in the order of the page: those of the whole form first."""
    found = [Problem("", str(error), "") for error in form.non_field_errors()]
    for bound in form:
        label = "" if bound.is_hidden else str(bound.label)
        found += [Problem(label, str(error), _anchor(bound)) for error in bound.errors]
    return found


def _anchor(bound: BoundField) -> str:
    if bound.is_hidden:
        return ""
    first = f"{bound.auto_id}_0" if bound.use_fieldset else bound.auto_id
    return bound.id_for_label or first
