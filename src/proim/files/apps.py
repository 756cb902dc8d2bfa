from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FilesConfig(AppConfig):
    name = "proim.files"

    def ready(self) -> None:
        from proim.audit.slots import VERBS, Verb  # noqa: PLC0415
        from proim.files import rules  # noqa: F401, PLC0415 - registers the permissions

        for verb, label in {
            "store": _("file attached"),
            "replace": _("new version of a file"),
            "withdraw": _("file withdrawn"),
        }.items():
            VERBS.add(Verb(f"files.{verb}", label))
