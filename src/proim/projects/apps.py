from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from proim.audit.slots import VERBS, Verb
from proim.ui.slots import NAVIGATION, NavItem


class ProjectsConfig(AppConfig):
    name = "proim.projects"

    def ready(self) -> None:
        from proim.indicators.slots import SOURCES  # noqa: PLC0415
        from proim.projects import rules  # noqa: PLC0415 - registers the permissions
        from proim.projects.sources import COVERAGE, STRATEGIES  # noqa: PLC0415

        SOURCES.add(COVERAGE)
        SOURCES.add(STRATEGIES)

        NAVIGATION.add(NavItem(_("Projects"), "projects:list", section="/projects/", place=10))
        NAVIGATION.add(NavItem(_("My projects"), "projects:mine", rules.has_projects, place=10))
        queue = NavItem(_("Review queue"), "projects:review_queue", "office", "/projects/review/")
        NAVIGATION.add(queue)
        for verb, label in {
            "register": _("draft begun"),
            "edit": _("record changed"),
            "complete": _("record completed"),
            "submit": _("sent for review"),
            "withdraw": _("withdrawn"),
            "take": _("taken for review"),
            "give_back": _("returned with comments"),
            "accept": _("accepted and registered"),
            "reclassify": _("principal strategy changed"),
            "plan": _("planning begun"),
            "execute": _("execution begun"),
            "close": _("closing begun"),
            "assure": _("assurance of results begun"),
            "suspend": _("suspended"),
            "cancel": _("cancelled"),
            "merge": _("merged with another project"),
        }.items():
            VERBS.add(Verb(f"projects.{verb}", label))
