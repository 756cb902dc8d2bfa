from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    name = "proim.notifications"

    def ready(self) -> None:
        from proim.core.jobs import JOBS, Job, daily  # noqa: PLC0415 - models first
        from proim.notifications import tasks  # noqa: PLC0415

        JOBS.add(Job("notifications.forget", daily(3, 10), tasks.forget))
