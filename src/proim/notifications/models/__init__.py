"""The rows behind what people are told, and behind the clock."""

from proim.notifications.models.clock import ScheduledRun, WorkerSign

__all__ = ["ScheduledRun", "WorkerSign"]
