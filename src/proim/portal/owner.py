"""Who answers for the platform, from the programme's own record."""

from proim.agencies.models import Programme
from proim.ui.frame import unnamed
from proim.ui.slots import Owner


def owner() -> Owner:
    """Return the programme's name, unit and agency in charge; what is not entered stays general."""
    programme, general = Programme.get(), unnamed()
    return Owner(
        programme=programme.name,
        unit=programme.unit or general.unit,
        parent=programme.owner.name if programme.owner else general.parent,
        government=programme.government,
    )
