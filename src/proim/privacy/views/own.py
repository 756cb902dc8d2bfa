"""What a person sees and asks of their own data."""

from itertools import groupby
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from proim.accounts.http import PersonRequest
from proim.accounts.models import PrivacyNotice
from proim.core.clock import today
from proim.core.http import refusals_in
from proim.privacy import actions, packing
from proim.privacy.collecting import app_label, holdings
from proim.privacy.forms import AskForm
from proim.privacy.models import Export, Request
from proim.privacy.words import inventory_line

NAME = "mis-datos.zip"


@require_GET
def mine(request: PersonRequest) -> HttpResponse:
    person = request.user
    counted = [(held, held.rows.count()) for held in holdings(person)]
    lines = [(inventory_line(held.told), held, count) for held, count in counted if count]
    lines.sort(key=lambda line: line[0].app)
    apps = [
        (app_label(app), list(found)) for app, found in groupby(lines, key=lambda line: line[0].app)
    ]
    exports = Export.objects.permitted("privacy.fetch", person).filter(expires_on__gte=today())
    requests = Request.objects.permitted("privacy.see_request", person).filter(person=person)
    context = {
        "apps": apps,
        "exports": exports,
        "requests": requests,
        "notice": PrivacyNotice.current(),
        "acceptance": person.acceptances.first(),
    }
    return render(request, "privacy/mine.html", context)


@require_POST
def export(request: PersonRequest) -> HttpResponseBase:
    """Give the copy at once, as it is made; one that takes long is made in the background."""
    person, large = request.user, packing.is_large(request.user)
    actions.export(person, is_large=large, by=person)
    if large:
        messages.success(request, _("The copy is being made. You will be told when it is ready."))
        return redirect("privacy:mine")
    response = StreamingHttpResponse(packing.packed(person), content_type="application/zip")
    return _private(response)


@require_GET
def fetch(request: PersonRequest, code: UUID) -> HttpResponseBase:
    found = Export.objects.permitted("privacy.fetch", request.user)
    made = get_object_or_404(found, code=code, made_at__isnull=False, expires_on__gte=today())
    try:
        content = packing.place(made.name).open("rb")
    except FileNotFoundError:
        raise Http404 from None
    return _private(FileResponse(content, content_type="application/zip"))


@require_http_methods(["GET", "POST"])
def ask(request: PersonRequest) -> HttpResponse:
    form = AskForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            told = form.cleaned_data
            asked = actions.ask(request.user, told["right"], told["text"], by=request.user)
            messages.success(request, _("Your request was received: %s.") % asked.folio)
            return redirect(asked)
    return render(request, "privacy/ask.html", {"form": form})


def _private(response: HttpResponseBase) -> HttpResponseBase:
    response["Content-Disposition"] = f'attachment; filename="{NAME}"'
    response["Cache-Control"] = "private, no-store"
    return response
