from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProjectsConfig(AppConfig):
    name = "proim.projects"

    def ready(self) -> None:
        from proim.audit.slots import VERBS, Verb  # noqa: PLC0415 - models are ready only now
        from proim.projects import rules  # noqa: F401, PLC0415 - registers the permissions

        for verb, label in {
            "register": _("draft begun"),
            "edit": _("record changed"),
            "complete": _("record completed"),
            "submit": _("sent for review"),
            "withdraw": _("withdrawn"),
            "take": _("taken for review"),
            "give_back": _("returned with comments"),
            "accept": _("accepted and registered"),
            "reclassify": _("principal strategy changed"),
            "plan": _("planning begun"),
            "execute": _("execution begun"),
            "close": _("closing begun"),
            "assure": _("assurance of results begun"),
            "suspend": _("suspended"),
            "cancel": _("cancelled"),
            "merge": _("merged with another project"),
        }.items():
            VERBS.add(Verb(f"projects.{verb}", label))
