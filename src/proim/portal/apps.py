from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PortalConfig(AppConfig):
    name = "proim.portal"

    def ready(self) -> None:
        from proim.agencies.slots import AGENCY_BLOCKS, AgencyBlock  # noqa: PLC0415
        from proim.desk.slots import SHORTCUTS, Shortcut  # noqa: PLC0415
        from proim.documents.slots import DOCUMENTS  # noqa: PLC0415
        from proim.portal.owner import owner  # noqa: PLC0415 - needs the models
        from proim.portal.papers import SHEET, on_page  # noqa: PLC0415
        from proim.ui.slots import FOOTER, NAVIGATION, OWNERS, NavItem  # noqa: PLC0415

        NAVIGATION.add(NavItem(_("What waits for me"), "portal:work", "member", place=1))
        NAVIGATION.add(NavItem(_("The programme"), "portal:about", place=60))
        SHORTCUTS.add(Shortcut("h", _("What waits for me"), "portal:work"))
        FOOTER.add(NavItem(_("Accessibility"), "portal:accessibility"))
        FOOTER.add(NavItem(_("Privacy"), "portal:privacy"))
        OWNERS.add(owner)
        DOCUMENTS.add(SHEET)
        AGENCY_BLOCKS.add(AgencyBlock("portal/agency_papers.html", on_page))
