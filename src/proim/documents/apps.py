from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DocumentsConfig(AppConfig):
    name = "proim.documents"

    def ready(self) -> None:
        from proim.audit.slots import VERBS, Verb  # noqa: PLC0415
        from proim.documents import rules, signed  # noqa: F401, PLC0415 - rules: permissions
        from proim.files.slots import ATTACHMENTS  # noqa: PLC0415
        from proim.ui.slots import FOOTER, NavItem  # noqa: PLC0415

        VERBS.add(Verb("documents.issue", _("document issued")))
        VERBS.add(Verb("documents.withdraw", _("document withdrawn")))
        ATTACHMENTS.add(signed.kind())
        FOOTER.add(NavItem(_("Verify a document"), "documents:check"))
