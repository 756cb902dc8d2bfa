"""Work in the background: what nobody went on with is thrown away after its time."""

from django_tasks import task

from proim.desk import drafts


@task()
def clear_drafts() -> int:
    """Throw away the drafts that have expired; return how many."""
    return drafts.clear()
