from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OperationConfig(AppConfig):
    name = "proim.operation"

    def ready(self) -> None:
        from proim.core.health import HEALTH, Check  # noqa: PLC0415 - models first
        from proim.core.jobs import JOBS, Job, daily  # noqa: PLC0415
        from proim.operation import looks, rules, tasks  # noqa: F401, PLC0415
        from proim.ui.slots import ACCOUNT_MENU, NavItem  # noqa: PLC0415

        for name, label, look in (
            ("database", _("Database"), looks.database),
            ("cache", _("Cache"), looks.shared_cache),
            ("disk", _("Disk"), looks.disk),
            ("files", _("Files"), looks.files),
            ("backup", _("Backup"), looks.backup),
            ("ledger", _("Ledger and files, recomputed"), looks.ledger),
            ("clock", _("Clock"), looks.clock),
        ):
            HEALTH.add(Check(f"operation.{name}", label, look))
        JOBS.add(Job("operation.tidy", daily(3, 20), tasks.tidy))
        JOBS.add(Job("operation.check_everything", daily(4), tasks.check_everything))
        ACCOUNT_MENU.add(NavItem(_("Health of the platform"), "operation:page", "administrator"))
