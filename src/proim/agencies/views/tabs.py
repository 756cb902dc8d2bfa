"""The kinds of reorganization, as tabs of one screen."""

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from proim.agencies.models import Agency, SuccessionKind
from proim.ui.parts import Tab


def tabs_of(agency: Agency, current: str) -> list[Tab]:
    """Return the tabs of the reorganization of ``agency``."""
    kinds = [("rename", _("New name or type"))]
    kinds += [(kind.value, capfirst(str(kind.label))) for kind in SuccessionKind]
    return [
        Tab(label, reverse(f"agencies:{kind}", args=[agency.code]), kind == current)
        for kind, label in kinds
    ]
