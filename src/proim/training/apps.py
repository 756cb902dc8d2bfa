from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from proim.audit.slots import VERBS, Verb
from proim.core.jobs import JOBS, Job, daily
from proim.ui.slots import ACCOUNT_MENU, NAVIGATION, NavItem


class TrainingConfig(AppConfig):
    name = "proim.training"

    def ready(self) -> None:
        from proim.documents.slots import DOCUMENTS  # noqa: PLC0415
        from proim.indicators.slots import SOURCES  # noqa: PLC0415
        from proim.notifications.slots import KINDS  # noqa: PLC0415
        from proim.sheets.slots import TABLES  # noqa: PLC0415
        from proim.training import (  # noqa: PLC0415
            notices,
            rules,  # noqa: F401 - registers the permissions
            sources,
            tasks,
        )
        from proim.training.columns import ENROLMENTS  # noqa: PLC0415
        from proim.training.papers import PAPERS  # noqa: PLC0415

        for kind in notices.KINDS:
            KINDS.add(kind)
        JOBS.add(Job("training.remind", daily(6, 30), tasks.remind))

        NAVIGATION.add(NavItem(_("Training"), "training:courses", section="/training/"))
        ACCOUNT_MENU.add(NavItem(_("My training"), "training:mine", audience="member"))
        SOURCES.add(sources.TRAINED)
        SOURCES.add(sources.CURRENT_TRAINED)
        TABLES.add(ENROLMENTS)
        for paper in PAPERS:
            DOCUMENTS.add(paper)
        for name, label in {
            "add_course": _("added the course"),
            "edit_course": _("edited the course"),
            "mark_core": _("changed whether it is a core course"),
            "schedule": _("planned the session"),
            "edit_session": _("edited the session"),
            "close_session": _("closed the session"),
            "enrol": _("enrolled the person"),
            "join": _("signed up"),
            "withdraw": _("gave the place back"),
            "unenrol": _("took the enrolment back"),
            "move_up": _("moved up from the waiting list"),
            "note_presence": _("noted who was there"),
            "check_in": _("noted the own presence with the code"),
            "attend": _("noted the attendance"),
            "certify": _("passed the person and issued the certificate"),
            "fail": _("noted that the person did not pass"),
            "add_exam": _("added a test"),
            "edit_exam": _("changed a test"),
            "add_question": _("wrote a question of a test"),
            "retire_question": _("took a question out of a test"),
            "raise_need": _("raised the training need"),
            "gather": _("gathered the need into a session"),
            "release_need": _("took the need out of its session"),
            "decline_need": _("did not take the need up"),
            "withdraw_need": _("withdrew the need"),
            "opine": _("answered the satisfaction survey"),
            "hand_in": _("handed in a test"),
            "settle": _("gave the result that follows from attendance and test"),
            "correct": _("corrected the result"),
        }.items():
            VERBS.add(Verb(f"training.{name}", label))
