from django.apps import AppConfig


class AgenciesConfig(AppConfig):
    name = "proim.agencies"

    def ready(self) -> None:
        from proim.agencies import rules  # noqa: F401, PLC0415 - registers the permissions
