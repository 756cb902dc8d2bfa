"""The bare views: what Django costs for the same rows, without anything that PROIM adds."""

from typing import Any

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template import engines
from django.urls import include, path

from benchmarks.pages import BARE_FIELDS, wanted
from proim.monitoring.models import ReportVersion
from proim.projects.models import Project

ROWS = engines["django"].from_string(
    "<html><body><table>{% for p in rows %}<tr><td>{{ p.title_es }}</td><td>{{ p.folio }}</td>"
    "<td>{{ p.agency.acronym }}</td><td>{{ p.strategy.label_es }}</td><td>{{ p.get_stage_display }}"
    "</td><td>{{ p.ends_on }}</td></tr>{% endfor %}</table>{{ count }}</body></html>"
)
ONE = engines["django"].from_string(
    "<html><body><h1>{{ p.title_es }}</h1>{% for name, value in facts %}<p>{{ name }}: {{ value }}"
    "</p>{% endfor %}{% for row in topics %}<p>{{ row }}</p>{% endfor %}{% for row in changes %}<p>{{ row.stage }}"
    "</p>{% endfor %}{% for row in versions %}<p>{{ row.number }}</p>{% endfor %}</body></html>"
)


class BareForm(forms.ModelForm):  # type: ignore[type-arg]
    """The same fields as the page that is measured, saved by Django alone."""

    class Meta:
        model = Project
        fields = BARE_FIELDS


@login_not_required
def rows(request: HttpRequest) -> HttpResponse:
    """Answer the 25 rows of a list page, and their number, as a table."""
    found = wanted(request)
    return HttpResponse(ROWS.render({"rows": found[:25], "count": found.count()}))


@login_not_required
def one(request: HttpRequest, code: str) -> HttpResponse:
    """Answer every field of one project, and the records that its page shows with it."""
    with_names = Project.objects.select_related("agency", "strategy")
    found = with_names.prefetch_related("subtopics", "stage_changes")
    project = get_object_or_404(found, code=code)
    facts = [(f.verbose_name, getattr(project, f.name)) for f in Project._meta.fields]
    versions = ReportVersion.objects.filter(report__project=project)
    shown = {
        "topics": project.subtopics.all(),
        "changes": project.stage_changes.all(),
        "versions": versions.select_related("report__period"),
    }
    return HttpResponse(ONE.render({"p": project, "facts": facts, **shown}))


def write(request: HttpRequest, code: str) -> HttpResponse:
    """Validate the form and save it."""
    project = get_object_or_404(Project, code=code)
    form: Any = BareForm(request.POST, instance=project)
    with transaction.atomic():
        if not form.is_valid():
            raise ValueError(form.errors)
        form.save()
    return HttpResponseRedirect("/")


urlpatterns = [
    path("bare/rows/", rows, name="bare_rows"),
    path("bare/<uuid:code>/", one, name="bare_one"),
    path("bare/<uuid:code>/write/", write, name="bare_write"),
    path("", include("proim.config.urls")),
]
