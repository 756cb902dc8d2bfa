from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from proim.accounts.http import PersonRequest
from proim.agencies.models import Programme
from proim.core.clock import today
from proim.indicators.slots import AsOf
from proim.training.counts import Which, counted, day_of, rows_of
from proim.training.forms import CountForm

PAGE = 100


@require_GET
def counts(request: PersonRequest) -> HttpResponse:
    """Count who is trained in three ways, as of any day, and show the records behind one of them."""
    get_object_or_404(Programme.objects.permitted("training.count", request.user))
    form = CountForm(request.GET or None)
    asked = form.cleaned_data.get("day") if form.is_bound and form.is_valid() else None
    as_of = AsOf(day_of(asked, today()), None)
    name = request.GET.get("which", "")
    which = Which(name) if name in Which.values else Which.APPOINTED
    all_counts = counted(as_of)
    page = Paginator(rows_of(which, as_of, all_counts[which]), PAGE).get_page(
        request.GET.get("page")
    )
    context: dict[str, Any] = {
        "form": form if form.is_bound else CountForm({"day": as_of.day}),
        "day": as_of.day,
        "which": which,
        "stats": [
            (one.label, len(people), f"{reverse('training:counts')}?day={as_of.day}&which={one}")
            for one, people in all_counts.items()
        ],
        "page": page,
    }
    return render(request, "training/counts.html", context)
