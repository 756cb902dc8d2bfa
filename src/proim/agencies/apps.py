from django.apps import AppConfig

from proim.accounts.slots import ROLES
from proim.ui.slots import AUDIENCES, Audience


class AgenciesConfig(AppConfig):
    name = "proim.agencies"

    def ready(self) -> None:
        from proim.agencies import held, rules  # noqa: PLC0415 - registers the permissions

        AUDIENCES.add(Audience("office", rules.is_office))
        ROLES.add(held.appointments_held)
