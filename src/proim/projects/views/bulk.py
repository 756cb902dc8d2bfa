"""One verb on several projects of the queue: first what will happen, then what has happened."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from proim.accounts.http import PersonRequest
from proim.core.bulk import UNDO_MINUTES, each, foretell
from proim.projects import actions
from proim.projects.models import Project
from proim.projects.views.found import office_only
from proim.ui.slots import Text


@dataclass(frozen=True, slots=True)
class Verb:
    """What can be done with many projects, and how that is said before and after."""

    act: Callable[..., Project]
    will: Text
    done: Text
    button: Text
    undo: str = ""  # the verb of the way back, where there is one


VERBS = {
    "take": Verb(
        actions.take,
        gettext_lazy("It will be under your review."),
        gettext_lazy("Taken for review"),
        gettext_lazy("Take these"),
        undo="untake",
    ),
    "accept": Verb(
        actions.accept,
        gettext_lazy("It will be registered and get the next folio. This cannot be undone."),
        gettext_lazy("Accepted with folio %s"),
        gettext_lazy("Accept these"),
    ),
    "untake": Verb(
        actions.untake,
        gettext_lazy("It will wait for anybody again."),
        gettext_lazy("Waits for anybody again"),
        gettext_lazy("Undo these"),
    ),
}


@require_POST
def project_bulk(request: PersonRequest) -> HttpResponse:
    """Say what a verb will do with each chosen project; asked to go on, do it and say how it went.

    Each project has its own transaction and its own result.
    """
    office_only(request.user)
    codes = [code for code in request.POST.getlist("code") if _is_code(code)]
    name = request.POST.get("verb", "")
    if name not in VERBS or not codes:
        messages.error(request, _("Choose at least one project."))
        return redirect("projects:review_queue")
    verb = VERBS[name]
    projects = Project.objects.permitted("projects.take", request.user).filter(code__in=codes)
    rows = list(projects.select_related("agency").order_by("review_due_on", "pk"))
    act, is_done = partial(verb.act, by=request.user), "confirm" in request.POST
    results = (
        each(rows, act, partial(_told, verb))
        if is_done
        else foretell(rows, act, lambda _row: str(verb.will))
    )
    context = {
        "results": results,
        "possible": [result.row for result in results if result.is_done],
        "name": name,
        "verb": verb,
        "is_done": is_done,
        "minutes": UNDO_MINUTES,
    }
    return render(request, "projects/project_bulk.html", context)


def _told(verb: Verb, project: Project) -> str:
    text = str(verb.done)
    return text % project.folio if "%s" in text else text


def _is_code(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True
