from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from proim.accounts.slots import ROLES
from proim.audit.slots import VERBS, Verb
from proim.core.jobs import JOBS, Job, daily
from proim.desk.slots import LISTS, SavedList
from proim.notifications.slots import KINDS
from proim.ui.slots import ACCOUNT_MENU, AUDIENCES, NAVIGATION, Audience, NavItem


class AgenciesConfig(AppConfig):
    name = "proim.agencies"

    def ready(self) -> None:
        from proim.agencies import (  # noqa: PLC0415 - registers the permissions
            held,
            letters,
            notices,
            rules,
            tasks,
        )
        from proim.agencies.columns import APPOINTMENTS  # noqa: PLC0415
        from proim.agencies.entity_columns import AGENCIES  # noqa: PLC0415
        from proim.agencies.estates import ESTATES  # noqa: PLC0415
        from proim.agencies.renewal import RENEWAL  # noqa: PLC0415
        from proim.agencies.sectors import SECTORS  # noqa: PLC0415
        from proim.files.slots import ATTACHMENTS  # noqa: PLC0415
        from proim.identity.slots import OBLIGED  # noqa: PLC0415
        from proim.sheets.slots import TABLES  # noqa: PLC0415

        for table in (AGENCIES, APPOINTMENTS, RENEWAL):
            TABLES.add(table)
        for audience, belongs in {
            "office": rules.is_office,
            "administrator": rules.is_administrator,
            "liaison": rules.is_liaison,
            "auditor": rules.is_auditor,
            "head": rules.signs,
        }.items():
            AUDIENCES.add(Audience(audience, belongs))
        ESTATES.add(SECTORS)
        ATTACHMENTS.add(letters.kind())
        ATTACHMENTS.add(letters.handover_kind())
        ROLES.add(held.appointments_held)
        OBLIGED.add(rules.needs_second_factor)
        for kind in notices.KINDS:
            KINDS.add(kind)
        JOBS.add(Job("agencies.remind", daily(6, 20), tasks.remind))
        NAVIGATION.add(
            NavItem(_("Public entities"), "agencies:list", section="/agencies/", place=20)
        )
        LISTS.add(SavedList("agencies:list", _("Public entities")))
        LISTS.add(SavedList("agencies:liaisons", _("Liaison officers")))
        NAVIGATION.add(NavItem(_("Liaison officers"), "agencies:liaisons", "office"))
        NAVIGATION.add(
            NavItem(_("Terms"), "agencies:terms", rules.has_post, "/agencies/terms/", place=30)
        )
        ACCOUNT_MENU.add(NavItem(_("Notices of working days"), "agencies:notices", rules.has_post))
        ACCOUNT_MENU.add(NavItem(_("Hand-overs of posts"), "agencies:handovers", rules.hands_over))
        ACCOUNT_MENU.add(NavItem(_("Absences in the office"), "agencies:absences", "office"))
        NAVIGATION.add(NavItem(_("Spreadsheets"), "sheets:list", rules.reads_sheets, place=60))
        programme = NavItem(_("Programme's data"), "agencies:edit_programme", "administrator")
        ACCOUNT_MENU.add(programme)
        for name, label in {
            "add": _("public entity added"),
            "rename": _("new name, acronym, type or sector"),
            "merge": _("merger of public entities"),
            "split": _("division of a public entity"),
            "absorb": _("absorption of a public entity"),
            "wind_up": _("winding-up of a public entity"),
            "take_back": _("public entity taken back"),
            "reorganize": _("reorganization, with projects and posts"),
            "put_in_scope": _("put in the programme's scope"),
            "take_out_of_scope": _("taken out of the programme's scope"),
            "appoint": _("appointment"),
            "end_appointment": _("end of an appointment"),
            "reopen_appointment": _("end of an appointment undone"),
            "grant_mandate": _("mandate given to an auditor"),
            "end_mandate": _("end of an auditor's mandate"),
            "delegate": _("signature delegated"),
            "open_handover": _("hand-over of a post begun"),
            "name_successor": _("successor named"),
            "prepare_handover": _("hand-over prepared"),
            "deliver_handover": _("hand-over signed by who leaves"),
            "reopen_handover": _("signature of who leaves taken back"),
            "withdraw_handover": _("hand-over withdrawn, for the person stays"),
            "receive_handover": _("hand-over signed by who follows"),
            "propose_notice": _("notice of working days proposed"),
            "declare_notice": _("notice of working days recorded"),
            "declare_city_notice": _("notice for the whole government recorded"),
            "confirm_notice": _("notice of working days confirmed"),
            "refuse_notice": _("notice of working days not recorded"),
            "withdraw_notice": _("notice of working days withdrawn"),
            "correct_notice": _("notice of working days corrected"),
            "record_absence": _("absence in the office"),
            "end_absence": _("end of an absence"),
            "set_escalation": _("levels of escalation"),
            "edit_programme": _("programme's data corrected"),
            "import_agencies": _("list of public entities imported"),
        }.items():
            VERBS.add(Verb(f"agencies.{name}", label))
