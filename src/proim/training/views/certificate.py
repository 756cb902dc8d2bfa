from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from proim.accounts.http import PersonRequest, Request
from proim.core.clock import today
from proim.training.forms import FolioForm
from proim.training.formulas import typed_folio
from proim.training.models import Certificate, Enrolment


@login_not_required
@require_GET
def check(request: Request) -> HttpResponse:
    """Say whether a folio is that of a valid certificate, of which course and day, and no more.

    A revoked certificate and one that never was give the same answer, and nobody is named.
    """
    form = FolioForm(request.GET if "folio" in request.GET else None)
    found, asked = None, form.is_bound and form.is_valid()
    if asked:
        folio = typed_folio(form.cleaned_data["folio"])
        valid = Certificate.objects.filter(revoked_on__isnull=True, folio=folio)
        found = valid.select_related("enrolment__session__course").first()
    context = {
        "form": form,
        "asked": asked,
        "found": found,
        "has_expired": bool(found and found.has_expired(today())),
    }
    return render(request, "training/check.html", context)


@require_GET
def certificate(request: PersonRequest, folio: str) -> HttpResponse:
    """Show a certificate to be printed, to its holder and to the office."""
    seen = Enrolment.objects.permitted("training.see_record", request.user)
    valid = Certificate.objects.filter(revoked_on__isnull=True, enrolment__in=seen)
    found = get_object_or_404(
        valid.select_related(
            "enrolment__person", "enrolment__agency", "enrolment__session__course"
        ),
        folio=folio,
    )
    address = request.build_absolute_uri(f"{reverse('training:check')}?folio={found.folio}")
    context = {
        "certificate": found,
        "enrolment": found.enrolment,
        "address": address,
        "has_expired": found.has_expired(today()),
    }
    return render(request, "training/certificate.html", context)
