"""What an auditor reads and takes away."""

import csv
from uuid import UUID

from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from proim.accounts.http import PersonRequest
from proim.agencies.models import Mandate
from proim.agencies.rules import is_administrator, is_auditor, is_office
from proim.auditing import actions
from proim.auditing.dossier import dossier_of
from proim.auditing.forms import DrawForm
from proim.auditing.formulas import rank
from proim.auditing.models import Observation, Sample
from proim.core.clock import today
from proim.core.http import paginate, refusals_in
from proim.projects.models import Project


def _insiders(request: PersonRequest) -> None:
    """Hide these pages from whoever neither audits nor answers."""
    if not is_auditor(request.user) and not is_office(request.user):
        raise Http404


@require_GET
def home(request: PersonRequest) -> HttpResponse:
    _insiders(request)
    person, day = request.user, today()
    mandates = Mandate.objects.permitted("agencies.view_mandate", person).select_related("person")
    shown = mandates.prefetch_related("agencies")
    found = Observation.objects.permitted("auditing.view", person).select_related("project", "by")
    samples = Sample.objects.permitted("auditing.view_sample", person).select_related("mandate")
    context = {
        "mandates": [(one, not one.is_over(day)) for one in shown],
        "observations": paginate(request, found),
        "samples": samples[:20],
        "audits": is_auditor(person),
        "grants": is_administrator(person),
    }
    return render(request, "auditing/home.html", context)


@require_GET
def register(request: PersonRequest) -> HttpResponse:
    if not is_auditor(request.user):
        raise Http404
    found = Project.objects.permitted("auditing.audit", request.user).select_related("agency")
    page = paginate(request, found.order_by("folio", "pk"))
    return render(request, "auditing/register.html", {"page": page})


@require_POST
def export(request: PersonRequest, code: UUID) -> FileResponse:
    project = _project(request, code, "auditing.export")
    file, index, parts = dossier_of(project, request.user)
    actions.export(project, index=index, parts=parts, by=request.user)
    name = f"expediente-{project.folio or project.code}.zip"
    response = FileResponse(file, as_attachment=True, filename=name, content_type="application/zip")
    response["X-Content-Type-Options"] = "nosniff"
    return response


@require_http_methods(["GET", "POST"])
def draw(request: PersonRequest, code: UUID) -> HttpResponse:
    mandates = Mandate.objects.permitted("auditing.draw", request.user)
    mandate = get_object_or_404(mandates, code=code)
    form = DrawForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            typed = form.cleaned_data
            return redirect(actions.draw(mandate, typed["size"], typed["seed"], by=request.user))
    return render(request, "auditing/draw.html", {"form": form, "mandate": mandate})


@require_GET
def sample(request: PersonRequest, code: UUID) -> HttpResponse:
    found = _sample(request, code)
    context = {"sample": found, "rows": _drawn(request, found)}
    return render(request, "auditing/sample.html", context)


@require_GET
def sample_csv(request: PersonRequest, code: UUID) -> HttpResponse:
    found = _sample(request, code)
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="muestra-{found.code}.csv"'
    writer = csv.writer(response)
    writer.writerow(["lugar", "folio", "sha256_de_semilla_y_folio"])
    for place, key in enumerate(found.keys, 1):
        writer.writerow([place, key, rank(found.seed, key)])
    return response


def _sample(request: PersonRequest, code: UUID) -> Sample:
    samples = Sample.objects.permitted("auditing.view_sample", request.user)
    found: Sample = get_object_or_404(samples.select_related("mandate", "by"), code=code)
    return found


def _drawn(request: PersonRequest, found: Sample) -> list[tuple[str, str, Project | None]]:
    """Return the drawn keys with the project of each, in the order of the draw."""
    seen: QuerySet[Project] = Project.objects.permitted("auditing.export", request.user)
    keys = {p.folio or str(p.code): p for p in seen.filter(folio__in=found.keys)}
    codes = [key for key in found.keys if len(key) == len(str(found.code))]
    keys |= {str(p.code): p for p in seen.filter(code__in=codes)} if codes else {}
    return [(key, rank(found.seed, key), keys.get(key)) for key in found.keys]


def _project(request: PersonRequest, code: UUID, permission: str) -> Project:
    seen = Project.objects.permitted(permission, request.user).select_related("agency")
    found: Project = get_object_or_404(seen, code=code)
    return found
