from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from proim.audit.slots import VERBS, Verb
from proim.ui.slots import FOOTER, NAVIGATION, NavItem


class TaxonomyConfig(AppConfig):
    name = "proim.taxonomy"

    def ready(self) -> None:
        from proim.taxonomy import rules  # noqa: F401, PLC0415 - registers the permissions

        NAVIGATION.add(NavItem(_("Catalogues"), "taxonomy:list", "office", "/taxonomy/"))
        FOOTER.add(NavItem(_("Catalogues"), "taxonomy:list"))
        VERBS.add(Verb("taxonomy.add", _("term added")))
        VERBS.add(Verb("taxonomy.edit", _("term corrected")))
        VERBS.add(Verb("taxonomy.retire", _("term retired")))
        VERBS.add(Verb("taxonomy.load", _("catalogues loaded")))
