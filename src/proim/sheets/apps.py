from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from proim.audit.slots import VERBS, Verb


class SheetsConfig(AppConfig):
    name = "proim.sheets"

    def ready(self) -> None:
        from proim.sheets import rules  # noqa: F401, PLC0415 - registers the permissions

        for name, label in {
            "upload": _("file received"),
            "match": _("headers matched"),
            "check": _("file checked"),
            "decide": _("conflicts decided"),
            "begin": _("storing begun"),
            "refuse": _("storing refused"),
            "commit": _("file brought in"),
            "undo": _("import undone"),
            "discard": _("file discarded"),
        }.items():
            VERBS.add(Verb(f"sheets.{name}", label))
