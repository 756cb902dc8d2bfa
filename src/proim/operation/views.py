from hmac import compare_digest

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.cache import caches
from django.db import Error, connection
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from proim.accounts.http import PersonRequest
from proim.agencies.models import Programme
from proim.core.health import State
from proim.operation import metrics
from proim.operation.looks import all_findings, worst
from proim.operation.outages import is_outage
from proim.operation.work import recent_work

PLAIN = "text/plain; charset=utf-8"


@require_GET
def page(request: PersonRequest) -> HttpResponse:
    """Show administrators how each part of the installation is."""
    get_object_or_404(Programme.objects.permitted("operation.view", request.user))
    found = all_findings()
    context = {
        "found": found,
        "bad": [check for check, finding in found if finding.state is State.BAD],
        "attention": [check for check, finding in found if finding.state is State.ATTENTION],
        "work": recent_work(),
        "now": timezone.localtime(),
    }
    return render(request, "operation/page.html", context)


@login_not_required
@require_GET
def alive(request: HttpRequest) -> HttpResponse:
    """Tell a balancer whether this process reaches what it needs for any answer; nothing else."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        caches["default"].get("operation.alive")
    except Exception as error:
        if not (isinstance(error, Error | OSError) or is_outage(error)):
            raise
        return _word(good=False)
    return _word(good=True)


@login_not_required
@require_GET
def state(request: HttpRequest) -> HttpResponse:
    """Tell a watchdog whether every part is well enough; the page says which is not."""
    return _word(good=worst() is not State.BAD)


@login_not_required
@require_GET
def figures(request: HttpRequest) -> HttpResponse:
    """Give figures to whoever has the token; there is nothing here where none is set."""
    told = request.headers.get("Authorization", "")
    wanted = f"Bearer {settings.METRICS_TOKEN}"
    if not settings.METRICS_TOKEN or not compare_digest(told.encode(), wanted.encode()):
        raise Http404
    return HttpResponse(metrics.exposition(), content_type="text/plain; version=0.0.4")


def _word(*, good: bool) -> HttpResponse:
    word, status = ("ok\n", 200) if good else ("not ok\n", 503)
    return HttpResponse(
        word, status=status, content_type=PLAIN, headers={"Cache-Control": "no-store"}
    )
