"""Work in the background: preparing copies, dropping old ones, saying what is due."""

from django_tasks import task

from proim.agencies.models import Programme
from proim.core.clock import today
from proim.notifications.outbox import notify
from proim.privacy import packing, preparing
from proim.privacy.kinds import table
from proim.privacy.models import Export


@task()
def prepare(pk: int) -> None:
    """Make a copy that was asked for, unless it is there already or nobody wants it any more."""
    wanted = Export.objects.filter(pk=pk, made_at=None).select_related("person").first()
    if wanted is not None:
        preparing.make(wanted)


@task()
def clear_exports() -> int:
    """Delete the copies whose days are over, and files that no row names; return how many."""
    Export.objects.filter(expires_on__lt=today()).delete()
    named = set(Export.objects.exclude(name="").values_list("name", flat=True))
    gone = [path for path in packing.place("x").parent.glob("*.zip") if path.name not in named]
    for path in gone:
        path.unlink(missing_ok=True)
    return len(gone)


@task()
def tell_due() -> int:
    """Tell the administrators, once a month, what the retention table says is due."""
    day = today()
    due = {line.kind.code: rows.count() for line in table() if (rows := line.due(day)) is not None}
    found = {code: count for code, count in due.items() if count}
    if found:
        notify("privacy.due", Programme.get(), key=f"{day:%Y-%m}", rows=sum(found.values()))
    return sum(found.values())
