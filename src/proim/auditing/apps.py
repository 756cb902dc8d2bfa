from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from proim.audit.slots import VERBS, Verb
from proim.ui.slots import NAVIGATION, NavItem


class AuditingConfig(AppConfig):
    name = "proim.auditing"

    def ready(self) -> None:
        from proim.agencies.rules import is_auditor, is_office  # noqa: PLC0415
        from proim.auditing import parts, rules  # noqa: F401, PLC0415 - registers the permissions
        from proim.projects.slots import PROJECT_BLOCKS, ProjectBlock  # noqa: PLC0415

        PROJECT_BLOCKS.add(ProjectBlock("auditing/project_block.html", parts.of_project))
        audits = NavItem(
            _("Audits"),
            "auditing:home",
            lambda person: is_auditor(person) or is_office(person),
            "/auditing/",
        )
        NAVIGATION.add(audits)
        for name, label in {
            "draw": _("sample drawn"),
            "export": _("dossier taken away"),
            "observe": _("observation of an auditor"),
            "answer": _("observation answered"),
            "insist": _("answer found not enough"),
            "conclude": _("observation concluded"),
        }.items():
            VERBS.add(Verb(f"auditing.{name}", label))
