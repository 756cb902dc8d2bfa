"""How the mails and the work in the background are, for the health page."""

from datetime import timedelta

from django.db.models import Count, Min
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from proim.core.health import Finding, State
from proim.notifications.models import Mail, MailState, Notice, WorkerSign
from proim.notifications.schedule import SILENT_AFTER

LATE = timedelta(minutes=15)
RECENT = timedelta(days=7)


def counts() -> dict[str, int]:
    """Return how many mails stand in each state."""
    found = dict.fromkeys(MailState.values, 0)
    rows = Mail.objects.order_by().values_list("state").annotate(Count("pk"))
    return found | dict(rows)


def mail() -> Finding:
    """Look at the outbox: what failed, and whether anything waits too long."""
    found, now = counts(), timezone.now()
    oldest = Mail.objects.late(now).aggregate(at=Min("at"))["at"]
    untold = Notice.objects.waiting().filter(at__lt=now - LATE).count()
    waiting = found[MailState.QUEUED] + found[MailState.SENDING]
    age = (now - oldest).total_seconds() if oldest else 0.0
    figures = {
        "mails_waiting": waiting,
        "mails_failed": found[MailState.FAILED],
        "mails_sent": found[MailState.SENT],
        "notices_late": untold,
        "oldest_mail_seconds": age,
    }
    words = {"waiting": waiting, "failed": found[MailState.FAILED], "minutes": int(age // 60)}
    text = _("Mails that wait: %(waiting)s; that failed: %(failed)s.")
    if age:
        text += " " + _("The oldest has waited for %(minutes)s minutes.")
    state = State.GOOD
    if found[MailState.FAILED] or untold:
        state = State.ATTENTION
    if age > LATE.total_seconds():
        state, text = State.BAD, text + " " + _("The mail server does not take them.")
    return Finding(state, text % words, figures, "notifications:view_outbox")


def work() -> Finding:
    """Look at the background: whether a worker lives, and which tasks failed lately."""
    now = timezone.now()
    workers = WorkerSign.objects.filter(seen_at__gt=now - SILENT_AFTER).count()
    tasks = DBTaskResult.objects.order_by()
    failed = tasks.filter(status=TaskResultStatus.FAILED, finished_at__gt=now - RECENT).count()
    waiting = tasks.filter(status=TaskResultStatus.READY, run_after__lte=now).count()
    words = {"workers": workers, "failed": failed, "waiting": waiting}
    figures = {f"background_{name}": float(number) for name, number in words.items()}
    text = _(
        "Workers alive: %(workers)s; tasks that wait: %(waiting)s; failed in 7 days: %(failed)s."
    )
    state = State.ATTENTION if failed else State.GOOD
    return Finding(State.BAD if not workers else state, text % words, figures)
