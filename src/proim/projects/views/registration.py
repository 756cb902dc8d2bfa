"""Registering a project on one short screen, correcting what the office returned, sending it."""

from collections import defaultdict
from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from proim.accounts.http import PersonRequest
from proim.agencies.models import Agency
from proim.core.clock import today
from proim.core.errors import DomainError
from proim.core.http import paginate, refusals_in, render_page
from proim.desk.choosing import answers_in
from proim.desk.resuming import resumed
from proim.projects import actions
from proim.projects.forms.record import REGISTRATION, RecordForm, RegistrationForm, names_in
from proim.projects.forms.review import MineFilter
from proim.projects.models import Observation, Project
from proim.projects.models.answers import stored
from proim.projects.rules import own
from proim.projects.sheet import label, rows
from proim.projects.standing import moved, standing
from proim.projects.views.found import case, cases
from proim.projects.workflow import FIELDS, Stage, opened


@require_GET
def project_mine(request: PersonRequest) -> HttpResponse:
    filters = MineFilter(request.GET)
    projects = filters.narrow(cases(request.user).filter(own(request.user)))
    page = paginate(request, projects)
    terms = standing(page.object_list, today())
    context = {
        "filters": filters,
        "page": page,
        "lines": [(project, terms.get(project.pk)) for project in page],
        "registers": Agency.objects.permitted("projects.register", request.user).exists(),
    }
    return render_page(request, "projects/project_mine.html", context, partial="results")


@require_http_methods(["GET", "POST"])
def project_register(request: PersonRequest) -> HttpResponse:
    agencies = list(Agency.objects.permitted("projects.register", request.user))
    if not agencies:
        raise PermissionDenied("projects.register")
    data, sending = request.POST or None, "send" in request.POST
    form = resumed(request, RegistrationForm(data=data, agencies=agencies, sending=sending))
    if (
        request.method == "POST"
        and form.is_valid()
        and (project := _register(request, form, agencies))
    ):
        return redirect(project)
    context = {"form": form, "project": None, "agency": agencies[0] if len(agencies) == 1 else None}
    return render(request, "projects/project_register.html", context)


def _register(
    request: PersonRequest, form: RegistrationForm, agencies: list[Agency]
) -> Project | None:
    agency = form.cleaned_data.get("agency", agencies[0])
    with refusals_in(form):
        with transaction.atomic():  # both or nothing: a refusal leaves no second draft behind
            project = actions.register(agency, form.answers, by=request.user)
            if form.sending:
                project = actions.submit(project, by=request.user)
        _say_saved(request, sent=form.sending)
        return project
    return None


@require_http_methods(["GET", "POST"])
def project_edit(request: PersonRequest, code: UUID) -> HttpResponse:
    project = case(request.user, code, "projects.edit")
    if request.method == "GET" and not project.is_editable:
        messages.info(request, _("This record cannot be changed in its present stage."))
        return redirect(project)
    data = request.POST if request.method == "POST" else None
    form, template, more = _form(project, data)
    form = resumed(request, form)
    if "more_rows" in request.POST:
        form.set_aside()
    elif request.method == "POST" and form.is_valid() and _edited(request, project, form):
        return redirect(project)
    return render(request, template, {"form": form, "project": project, **more})


def _form(project: Project, data: QueryDict | None) -> tuple[RecordForm, str, dict[str, Any]]:
    """Return the form of the page that was sent, or the one that the stage asks for."""
    sending = bool(data) and "send" in (data or {})
    shown = set(names_in(data) if data else [])
    if shown == set(REGISTRATION) or (not shown and project.stage == Stage.DRAFT):
        short = RegistrationForm(project, data, sending=sending)
        return short, "projects/project_register.html", {"agency": project.agency}
    comments: dict[str, list[Observation]] = defaultdict(list)
    for one in project.observations.filter(answered_on__isnull=True):
        comments[one.field].append(one)
    names = shown or opened(comments)
    corrected = [name for name in FIELDS if name in names]
    form = RecordForm(corrected, project, data, sending=sending, comments=comments)
    closed = [name for name in FIELDS if name not in names]
    more: dict[str, Any] = {
        "rows": [row for row in rows(project, closed) if row.items],
        "count": len(comments),
    }
    more["term"], more["moves"] = standing([project], today()).get(project.pk), moved(project)
    return form, "projects/project_correct.html", more


def _edited(request: PersonRequest, project: Project, form: RecordForm) -> bool:
    with answers_in(form, partial(stored, project)):
        with transaction.atomic():
            actions.edit(project, form.answers, by=request.user, seen=form.marks.seen)
            if form.sending:
                actions.submit(project, by=request.user)
        _say_saved(request, sent=form.sending)
        return True
    return False


def _say_saved(request: PersonRequest, *, sent: bool) -> None:
    if sent:
        messages.success(request, _("The project was sent for review."))
    else:
        messages.success(request, _("Saved. Send it for review when it is ready."))


@require_POST
def project_submit(request: PersonRequest, code: UUID) -> HttpResponse:
    project = case(request.user, code, "projects.submit")
    try:
        actions.submit(project, by=request.user)
    except ValidationError as error:
        missing = ", ".join(label(name) for name in error.message_dict)
        messages.error(request, _("Before it can be sent, fill in: %s.") % missing)
        return redirect("projects:edit", code)
    except DomainError as error:
        messages.error(request, str(error))
    else:
        _say_saved(request, sent=True)
    return redirect(project)
