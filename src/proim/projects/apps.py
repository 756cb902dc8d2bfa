from django.apps import AppConfig


class ProjectsConfig(AppConfig):
    name = "proim.projects"

    def ready(self) -> None:
        from proim.projects import rules  # noqa: F401, PLC0415 - registers the permissions
