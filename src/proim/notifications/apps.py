from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NotificationsConfig(AppConfig):
    name = "proim.notifications"

    def ready(self) -> None:
        from proim.audit.slots import VERBS, Verb  # noqa: PLC0415 - models first
        from proim.core.health import HEALTH, Check  # noqa: PLC0415
        from proim.core.jobs import JOBS, Job, daily  # noqa: PLC0415
        from proim.notifications import badge, health, rules, tasks  # noqa: F401, PLC0415
        from proim.ui.slots import ACCOUNT_MENU, TOOLS, NavItem, Tool  # noqa: PLC0415

        JOBS.add(Job("notifications.digest", daily(7), tasks.digest))
        JOBS.add(Job("notifications.forget", daily(3, 10), tasks.forget))
        HEALTH.add(Check("notifications.mail", _("Mails"), health.mail))
        HEALTH.add(Check("notifications.work", _("Work in the background"), health.work))
        TOOLS.add(Tool(_("Messages"), "notifications:inbox", "bell", badge.unread))
        ACCOUNT_MENU.add(
            NavItem(_("How I am told"), "notifications:preferences", audience="member")
        )
        ACCOUNT_MENU.add(NavItem(_("Outbox"), "notifications:view_outbox", "administrator"))
        for name, label in {
            "read": _("opened the message"),
            "read_all": _("marked all messages as read"),
            "prefer": _("changed how they are told"),
            "retry": _("sent the mail again"),
        }.items():
            VERBS.add(Verb(f"notifications.{name}", label))
