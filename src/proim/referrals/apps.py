from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReferralsConfig(AppConfig):
    name = "proim.referrals"

    def ready(self) -> None:
        from proim.agencies.sources import TERM_SOURCES, TermSource  # noqa: PLC0415 - models first
        from proim.audit.slots import VERBS, Verb  # noqa: PLC0415
        from proim.core.jobs import JOBS, Job, daily  # noqa: PLC0415
        from proim.desk.slots import LISTS, SavedList  # noqa: PLC0415
        from proim.notifications.slots import KINDS  # noqa: PLC0415
        from proim.projects.slots import PROJECT_BLOCKS, ProjectBlock  # noqa: PLC0415
        from proim.referrals import estate, notices, rules, tasks, terms  # noqa: PLC0415
        from proim.referrals.blocks import of_project  # noqa: PLC0415
        from proim.ui.slots import ACCOUNT_MENU, NAVIGATION, NavItem  # noqa: PLC0415

        for kind in notices.KINDS:
            KINDS.add(kind)
        JOBS.add(Job("referrals.remind", daily(6, 40), tasks.remind))
        estate.declare()
        TERM_SOURCES.add(TermSource("referrals", terms.move, terms.owed))
        PROJECT_BLOCKS.add(ProjectBlock("referrals/project_block.html", of_project))
        here = "/referrals/"
        NAVIGATION.add(NavItem(_("Referrals"), "referrals:list", rules.takes_part, here, place=25))
        ACCOUNT_MENU.add(
            NavItem(_("My conflicts of interest"), "referrals:conflicts", rules.receives)
        )
        LISTS.add(SavedList("referrals:list", _("Referrals")))
        for name, label in {
            "ask": _("question asked"),
            "refer": _("referred"),
            "re_refer": _("referred to somebody else"),
            "receive": _("receipt acknowledged"),
            "accept": _("taken on"),
            "give_back": _("given back to the office"),
            "attend": _("answered it"),
            "close": _("closed"),
            "add_target": _("target added"),
            "edit_target": _("target corrected"),
            "close_target": _("target receives no more"),
            "seat": _("person who receives, with expertise and capacity"),
            "unseat": _("person receives no more"),
            "add_rule": _("routing rule added"),
            "edit_rule": _("routing rule changed"),
            "switch_rule": _("routing rule put in or out of force"),
            "declare_conflict": _("conflict of interest declared"),
            "end_conflict": _("conflict of interest over"),
        }.items():
            VERBS.add(Verb(f"referrals.{name}", label))
