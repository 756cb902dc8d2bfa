from uuid import UUID

from django.contrib import messages
from django.db.models import Sum
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from proim.accounts.http import PersonRequest
from proim.audit.history import history
from proim.change_groups import actions, files
from proim.change_groups.forms import PromotionForm
from proim.change_groups.http import form_page, group_of, row_of
from proim.change_groups.models import Promotion
from proim.core.clock import today
from proim.core.http import paginate, refusals_in
from proim.files.panel import by_owner, panel


@require_GET
def promotions(request: PersonRequest, code: UUID) -> HttpResponse:
    """List what the group did to promote modernization, with its reach."""
    group = group_of(request.user, code, "change_groups.read", "change_groups.promote")
    page = paginate(request, group.promotions.all())
    evidence = by_owner(request.user, files.NAME, group.promotions.all())
    context = {
        "group": group,
        "is_alive": group.is_alive,
        "page": page,
        "lines": [(row, len(evidence.get(row.pk, []))) for row in page.object_list],
        "reach": group.promotions.aggregate(all=Sum("reach"))["all"] or 0,
    }
    return render(request, "change_groups/promotions.html", context)


@require_GET
def promotion(request: PersonRequest, code: UUID) -> HttpResponse:
    """Show a promotion action and its evidence."""
    rows = Promotion.objects.permitted("change_groups.read_promotion", request.user)
    rows = rows.with_permissions(request.user, "change_groups.correct_promotion")
    shown = get_object_or_404(rows.select_related("group__agency"), code=code)
    context = {
        "promotion": shown,
        "is_alive": shown.group.is_alive,
        "files": panel(request.user, files.NAME, shown),
        "entries": history(shown),
    }
    return render(request, "change_groups/promotion.html", context)


@require_http_methods(["GET", "POST"])
def promote(request: PersonRequest, code: UUID) -> HttpResponse:
    """Ask what was done, when, and whom it reached."""
    group = group_of(request.user, code, "change_groups.promote")
    form = PromotionForm(request.POST or None, instance=Promotion(group=group))
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            new = actions.promote(form.instance, on=today(), by=request.user)
            messages.success(request, _("Saved. Now attach the evidence."))
            return redirect(new)
    return form_page(request, form, group, _("Note a promotion action"), _("Save"), kicker=group)


@require_http_methods(["GET", "POST"])
def correct_promotion(request: PersonRequest, code: UUID) -> HttpResponse:
    """Correct what was noted."""
    shown = row_of(Promotion.objects.all(), request.user, code, "change_groups.correct_promotion")
    form = PromotionForm(request.POST or None, instance=shown)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            actions.correct_promotion(form.instance, on=today(), by=request.user)
            messages.success(request, _("Saved."))
            return redirect(shown)
    title = _("Correct the promotion action")
    return form_page(request, form, shown, title, _("Save"), kicker=shown.group)
