"""The public catalogue of registered projects; signed-in people find their own there as well."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_GET

from proim.accounts.http import Request
from proim.core.http import paginate, render_page
from proim.projects.forms.filters import CatalogueFilter
from proim.projects.models import Project


@login_not_required
@require_GET
def project_list(request: Request) -> HttpResponse:
    filters = CatalogueFilter(request.GET)
    visible = Project.objects.permitted("projects.view", request.user)
    visible = visible.select_related("agency", "strategy")
    projects = filters.narrow(visible)
    page = paginate(request, projects, whole=visible if filters.is_ranked else None)
    feed = f"{reverse('projects:feed')}?{request.GET.urlencode()}".rstrip("?")
    context = {"filters": filters, "page": page, "feed": feed}
    return render_page(request, "projects/project_list.html", context, partial="results")
