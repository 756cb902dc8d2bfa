"""What the people of the demonstration find in their inbox: what waits for them where it stands.

All that was played is history, which nobody is told. The worker makes the messages when the server
runs; without a mail server their mails are files.
"""

from proim.agencies.models import Handover
from proim.change_groups.models import Meeting, Pulse
from proim.change_groups.workflow import Stage as Called
from proim.core.clock import today
from proim.monitoring.models import Report
from proim.notifications.outbox import notify
from proim.projects.models import Project
from proim.projects.workflow import Stage

MOST = 20  # of each kind: enough to see


def tell_what_waits() -> None:
    """Put into the outbox what waits for the office, the agencies and the heads."""
    for project in Project.objects.in_review()[:MOST]:
        notify("projects.submitted", project, key=f"demo:{project.pk}")
        notify("projects.received", project, key=f"demo:{project.pk}")
    for project in Project.objects.filter(stage=Stage.RETURNED).order_by("pk")[:MOST]:
        count = project.observations.filter(answered_on__isnull=True).count()
        notify("projects.returned", project, key=f"demo:{project.pk}", comments=count)
    for report in Report.objects.to_sign().order_by("pk")[:MOST]:
        notify("monitoring.to_sign", report, key=f"demo:{report.pk}")
    for meeting in Meeting.objects.filter(stage=Called.CALLED, on__gte=today()).order_by("pk")[
        :MOST
    ]:
        notify("change_groups.called", meeting, key=f"demo:{meeting.pk}")
    for pulse in Pulse.objects.filter(opens_on__lte=today(), closes_on__gte=today()).order_by("pk"):
        notify("change_groups.pulse_opened", pulse, key=f"demo:{pulse.pk}")
    for handover in Handover.objects.waiting()[:MOST]:
        notify("agencies.handover_opened", handover, key=f"demo:{handover.pk}")
