from django.apps import AppConfig


class TaxonomyConfig(AppConfig):
    name = "proim.taxonomy"

    def ready(self) -> None:
        from proim.taxonomy import rules  # noqa: F401, PLC0415 - registers the permissions
