from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DemoConfig(AppConfig):
    name = "proim.demo"

    def ready(self) -> None:
        from proim.audit.slots import VERBS, Verb  # noqa: PLC0415 - models are ready only now

        VERBS.add(Verb("demo.load", _("demonstration programme loaded")))
