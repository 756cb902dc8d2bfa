from django.apps import AppConfig


class MonitoringConfig(AppConfig):
    name = "proim.monitoring"

    def ready(self) -> None:
        from proim.monitoring import rules  # noqa: F401, PLC0415 - registers the permissions
