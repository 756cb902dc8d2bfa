from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from proim.audit.slots import VERBS, Verb
from proim.ui.slots import NAVIGATION, NavItem


class ProjectsConfig(AppConfig):
    name = "proim.projects"

    def ready(self) -> None:
        from proim.agencies.sources import TERM_SOURCES, TermSource  # noqa: PLC0415 - models first
        from proim.desk.slots import LISTS, SHORTCUTS, SavedList, Shortcut  # noqa: PLC0415
        from proim.documents.slots import DOCUMENTS  # noqa: PLC0415
        from proim.files.slots import ATTACHMENTS  # noqa: PLC0415
        from proim.indicators.slots import SOURCES  # noqa: PLC0415
        from proim.notifications.slots import KINDS  # noqa: PLC0415
        from proim.projects import (  # noqa: PLC0415 - registers the permissions
            estate,
            files,
            notices,
            rules,
            terms,
        )
        from proim.projects.columns import PROJECTS  # noqa: PLC0415
        from proim.projects.papers import PAPERS  # noqa: PLC0415
        from proim.projects.sources import COVERAGE, STRATEGIES  # noqa: PLC0415
        from proim.sheets.slots import TABLES  # noqa: PLC0415

        TABLES.add(PROJECTS)
        SOURCES.add(COVERAGE)
        SOURCES.add(STRATEGIES)
        for paper in PAPERS:
            DOCUMENTS.add(paper)
        TERM_SOURCES.add(TermSource("projects", terms.move, terms.owed))

        ATTACHMENTS.add(files.kind())
        estate.declare()

        for kind in notices.KINDS:
            KINDS.add(kind)
        NAVIGATION.add(NavItem(_("Projects"), "projects:list", section="/projects/", place=10))
        NAVIGATION.add(NavItem(_("My projects"), "projects:mine", rules.has_projects, place=10))
        queue = NavItem(_("Review queue"), "projects:review_queue", "office", "/projects/review/")
        NAVIGATION.add(queue)
        for name, label in (
            ("projects:list", _("Projects")),
            ("projects:mine", _("My projects")),
            ("projects:review_queue", _("Review queue")),
        ):
            LISTS.add(SavedList(name, label))
        mine = Shortcut("m", _("My projects"), "projects:mine", rules.has_projects)
        SHORTCUTS.add(mine)
        SHORTCUTS.add(Shortcut("q", _("Review queue"), "projects:review_queue", "office"))
        for verb, label in {
            "register": _("began the draft"),
            "edit": _("changed the record"),
            "complete": _("completed the record"),
            "submit": _("sent it for review"),
            "withdraw": _("withdrew the project"),
            "take": _("took it for review"),
            "untake": _("undid the taking: it waits for anybody again"),
            "give_back": _("returned it with comments"),
            "accept": _("accepted and registered it"),
            "transfer": _("passed it to another public entity"),
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
