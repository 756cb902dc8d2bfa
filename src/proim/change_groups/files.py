"""The evidence of promotion actions: photographs, posters, lists; read by whoever reads the group."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from proim.change_groups.models import Promotion
from proim.files.slots import Kind

NAME = "promotion"


def kind() -> Kind:
    """Return what promotion actions tell about their files."""
    return Kind(
        name=NAME,
        label=gettext_lazy("Evidence"),
        model=Promotion,
        view="change_groups.read_promotion",
        edit="change_groups.correct_promotion",
        allowance=lambda promotion: f"agency:{promotion.group.agency_id}",
        refuses=_refusal,
        most=20,
    )


def _refusal(promotion: Any) -> str:
    dissolved = promotion.group.dissolved_on
    return _("The group was dissolved: its files stay as they are.") if dissolved else ""
