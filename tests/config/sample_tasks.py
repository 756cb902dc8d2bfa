"""A task for the worker of a served installation."""

from pathlib import Path

from django_tasks import task


@task()
def note(path: str) -> None:
    """Leave a trace that the test can see from outside."""
    Path(path).write_text("done")
