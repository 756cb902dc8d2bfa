from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MonitoringConfig(AppConfig):
    name = "proim.monitoring"

    def ready(self) -> None:
        from proim.agencies.slots import AGENCY_BLOCKS, AgencyBlock  # noqa: PLC0415 - models first
        from proim.agencies.sources import TERM_SOURCES, TermSource  # noqa: PLC0415
        from proim.audit.slots import VERBS, Verb  # noqa: PLC0415
        from proim.indicators.slots import SOURCES  # noqa: PLC0415
        from proim.monitoring import rules, terms  # noqa: PLC0415
        from proim.monitoring.blocks import of_agency, of_project  # noqa: PLC0415
        from proim.monitoring.sources import ACTIVE_COVERAGE  # noqa: PLC0415
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
            "give_back": _("given back with a comment"),
            "publish": _("published"),
            "correct": _("correction opened"),
        }.items():
            VERBS.add(Verb(f"monitoring.{verb}", label))

        home = "/monitoring/"
        NAVIGATION.add(NavItem(_("My reports"), "monitoring:mine", rules.has_reports, place=20))
        NAVIGATION.add(
            NavItem(_("Reporting calendar"), "monitoring:calendar", section=home, place=40)
        )
        PROJECT_BLOCKS.add(ProjectBlock("monitoring/project_block.html", of_project))
        AGENCY_BLOCKS.add(AgencyBlock("monitoring/agency_block.html", of_agency))
        SOURCES.add(ACTIVE_COVERAGE)
        TERM_SOURCES.add(TermSource("monitoring", terms.move, terms.owed))
