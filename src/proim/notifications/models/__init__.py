"""The rows behind what people are told, and behind the clock."""

from proim.notifications.models.clock import ScheduledRun, WorkerSign
from proim.notifications.models.mail import Mail, MailState
from proim.notifications.models.message import Message, Mode, Preference
from proim.notifications.models.notice import Notice

__all__ = [
    "Mail",
    "MailState",
    "Message",
    "Mode",
    "Notice",
    "Preference",
    "ScheduledRun",
    "WorkerSign",
]
