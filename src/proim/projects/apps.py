from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from proim.audit.slots import VERBS, Verb
from proim.ui.slots import NAVIGATION, NavItem


class ProjectsConfig(AppConfig):
    name = "proim.projects"

    def ready(self) -> None:
        from proim.indicators.slots import SOURCES  # noqa: PLC0415
        from proim.projects import rules  # noqa: PLC0415 - registers the permissions
        from proim.projects.columns import PROJECTS  # noqa: PLC0415
        from proim.projects.sources import COVERAGE, STRATEGIES  # noqa: PLC0415
        from proim.sheets.slots import TABLES  # noqa: PLC0415

        TABLES.add(PROJECTS)
        SOURCES.add(COVERAGE)
        SOURCES.add(STRATEGIES)

        NAVIGATION.add(NavItem(_("Projects"), "projects:list", section="/projects/", place=10))
        NAVIGATION.add(NavItem(_("My projects"), "projects:mine", rules.has_projects, place=10))
        queue = NavItem(_("Review queue"), "projects:review_queue", "office", "/projects/review/")
        NAVIGATION.add(queue)
        for verb, label in {
            "register": _("began the draft"),
            "edit": _("changed the record"),
            "complete": _("completed the record"),
            "submit": _("sent it for review"),
            "withdraw": _("withdrew the project"),
            "take": _("took it for review"),
            "give_back": _("returned it with comments"),
            "accept": _("accepted and registered it"),
            "reclassify": _("changed the principal strategy"),
            "plan": _("began planning"),
            "execute": _("began execution"),
            "close": _("began closing"),
            "assure": _("began the assurance of results"),
            "suspend": _("suspended the project"),
            "cancel": _("cancelled the project"),
            "merge": _("merged it with another project"),
        }.items():
            VERBS.add(Verb(f"projects.{verb}", label))
