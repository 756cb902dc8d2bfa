from django.db import models


class ScheduledRun(models.Model):
    """A job was handed out for a due moment: the unique row decides which process does it."""

    name = models.CharField(max_length=80)
    due = models.DateTimeField()
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-due", "name"]
        constraints = [models.UniqueConstraint(fields=["name", "due"], name="scheduledrun_once")]

    def __str__(self) -> str:
        return f"{self.name} {self.due:%Y-%m-%d %H:%M}"


class WorkerSign(models.Model):
    """A process that works in the background says every half minute that it lives."""

    worker = models.CharField(max_length=64, unique=True)
    since = models.DateTimeField(auto_now_add=True)
    seen_at = models.DateTimeField()

    class Meta:
        ordering = ["-seen_at"]

    def __str__(self) -> str:
        return f"{self.worker} {self.seen_at:%Y-%m-%d %H:%M}"
