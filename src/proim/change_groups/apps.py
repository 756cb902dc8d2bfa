from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from proim.audit.slots import VERBS, Verb
from proim.core.jobs import JOBS, Job, daily
from proim.ui.slots import NAVIGATION, NavItem


class ChangeGroupsConfig(AppConfig):
    name = "proim.change_groups"

    def ready(self) -> None:
        from proim.agencies.slots import AGENCY_BLOCKS, AgencyBlock  # noqa: PLC0415
        from proim.change_groups import (  # noqa: PLC0415
            estate,
            files,
            notices,
            rules,  # noqa: F401 - registers the permissions
            tasks,
        )
        from proim.change_groups.on_agency import on_page  # noqa: PLC0415
        from proim.change_groups.on_project import on_page as on_project  # noqa: PLC0415
        from proim.change_groups.papers import PAPERS  # noqa: PLC0415
        from proim.documents.slots import DOCUMENTS  # noqa: PLC0415
        from proim.files.slots import ATTACHMENTS  # noqa: PLC0415
        from proim.notifications.slots import KINDS  # noqa: PLC0415
        from proim.projects.slots import PROJECT_BLOCKS, ProjectBlock  # noqa: PLC0415

        for kind in notices.KINDS:
            KINDS.add(kind)
        for paper in PAPERS:
            DOCUMENTS.add(paper)
        ATTACHMENTS.add(files.kind())
        estate.declare()
        JOBS.add(Job("change_groups.remind", daily(6, 35), tasks.remind))
        JOBS.add(Job("change_groups.tidy", daily(0, 40), tasks.tidy))
        AGENCY_BLOCKS.add(AgencyBlock("change_groups/agency_block.html", on_page))
        PROJECT_BLOCKS.add(ProjectBlock("change_groups/project_block.html", on_project))
        NAVIGATION.add(
            NavItem(_("Change groups"), "change_groups:list", section="/groups/", place=55)
        )
        for name, label in {
            "constitute": _("constituted the change group"),
            "approve": _("approved the act of constitution"),
            "dissolve": _("dissolved the change group"),
            "end_with_agency": _("ended the change group with its public entity"),
            "add_member": _("added a member"),
            "end_member": _("noted that a member left"),
            "call": _("called a meeting"),
            "move_meeting": _("changed the meeting"),
            "cancel_meeting": _("cancelled the meeting"),
            "hold": _("noted attendance and minutes"),
            "agree": _("added an agreement"),
            "approve_minutes": _("approved the minutes"),
            "fulfil": _("fulfilled the agreement"),
            "propose": _("proposed an initiative"),
            "endorse": _("noted that the group endorsed it"),
            "decline": _("noted that the group does not endorse it"),
            "start_project": _("began a project from it"),
            "open_pulse": _("opened a culture pulse"),
            "answer_pulse": _("somebody answered the pulse"),
            "forget_roll": _("deleted who answered"),
            "plan": _("added an action to the plan"),
            "replan": _("changed the action"),
            "finish": _("noted that the action is done"),
            "drop": _("took the action out of the plan"),
            "promote": _("noted a promotion action"),
            "correct_promotion": _("corrected the promotion action"),
        }.items():
            VERBS.add(Verb(f"change_groups.{name}", label))
