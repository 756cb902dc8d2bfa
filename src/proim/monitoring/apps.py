from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MonitoringConfig(AppConfig):
    name = "proim.monitoring"

    def ready(self) -> None:
        from proim.agencies.slots import AGENCY_BLOCKS, AgencyBlock  # noqa: PLC0415 - models first
        from proim.agencies.sources import TERM_SOURCES, TermSource  # noqa: PLC0415
        from proim.audit.slots import VERBS, Verb  # noqa: PLC0415
        from proim.core.jobs import JOBS, Job, daily  # noqa: PLC0415
        from proim.desk.slots import LISTS, SHORTCUTS, SavedList, Shortcut  # noqa: PLC0415
        from proim.documents.slots import DOCUMENTS  # noqa: PLC0415
        from proim.files.slots import ATTACHMENTS  # noqa: PLC0415
        from proim.indicators.slots import SOURCES  # noqa: PLC0415
        from proim.monitoring import estate, evidence, jobs, notices, rules, terms  # noqa: PLC0415
        from proim.monitoring.blocks import of_agency, of_project  # noqa: PLC0415
        from proim.monitoring.papers import PAPERS  # noqa: PLC0415
        from proim.monitoring.sources import ACTIVE_COVERAGE  # noqa: PLC0415
        from proim.notifications.slots import KINDS  # noqa: PLC0415
        from proim.projects.slots import PROJECT_BLOCKS, ProjectBlock  # noqa: PLC0415
        from proim.ui.slots import NAVIGATION, NavItem  # noqa: PLC0415

        for verb, label in {
            "schedule": _("put on the reporting calendar"),
            "reschedule": _("days of the reports changed"),
            "open_period": _("reports asked for"),
            "edit": _("report written"),
            "state_no_change": _("stated that nothing changed, validated"),
            "validate": _("validated by the liaison officer"),
            "take_back": _("validation taken back"),
            "sign": _("signed by the head"),
            "unsign": _("signature undone at once"),
            "give_back": _("given back with a comment"),
            "publish": _("published"),
            "correct": _("correction opened"),
        }.items():
            VERBS.add(Verb(f"monitoring.{verb}", label))

        for kind in notices.KINDS:
            KINDS.add(kind)
        JOBS.add(Job("monitoring.open_reports", daily(6), jobs.open_reports))
        home = "/monitoring/"
        NAVIGATION.add(NavItem(_("My reports"), "monitoring:mine", rules.has_reports, place=20))
        NAVIGATION.add(
            NavItem(_("Reporting calendar"), "monitoring:calendar", section=home, place=40)
        )
        for name, label in (
            ("monitoring:mine", _("My reports")),
            ("monitoring:delivery_list", _("Reports expected")),
        ):
            LISTS.add(SavedList(name, label))
        SHORTCUTS.add(Shortcut("r", _("My reports"), "monitoring:mine", rules.has_reports))
        PROJECT_BLOCKS.add(ProjectBlock("monitoring/project_block.html", of_project))
        AGENCY_BLOCKS.add(AgencyBlock("monitoring/agency_block.html", of_agency))
        SOURCES.add(ACTIVE_COVERAGE)
        for paper in PAPERS:
            DOCUMENTS.add(paper)
        ATTACHMENTS.add(evidence.kind())
        estate.declare()
        TERM_SOURCES.add(TermSource("monitoring", terms.move, terms.owed))
