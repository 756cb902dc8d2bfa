from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class IndicatorsConfig(AppConfig):
    name = "proim.indicators"

    def ready(self) -> None:
        from proim.indicators.slots import SOURCES  # noqa: PLC0415
        from proim.indicators.sources import LIAISON_COVERAGE  # noqa: PLC0415
        from proim.ui.slots import NAVIGATION, NavItem  # noqa: PLC0415

        SOURCES.add(LIAISON_COVERAGE)
        NAVIGATION.add(NavItem(_("Figures"), "indicators:table", section="/indicators/", place=30))
