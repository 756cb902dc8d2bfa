from django.apps import AppConfig

from proim.ui.slots import AUDIENCES, Audience


class AgenciesConfig(AppConfig):
    name = "proim.agencies"

    def ready(self) -> None:
        from proim.agencies import rules  # noqa: PLC0415 - registers the permissions

        AUDIENCES.add(Audience("office", rules.is_office))
