from datetime import date, datetime

from django.contrib import messages
from django.contrib.auth import get_user_model
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from proim.accounts.http import PersonRequest
from proim.agencies import actions
from proim.agencies.forms import CommitForm, UploadForm
from proim.agencies.importing import compare, read
from proim.agencies.importing.reading import HEADERS, REQUIRED
from proim.agencies.models import AgencyType
from proim.agencies.views.access import programme_for
from proim.audit.models import Event
from proim.core.clock import today
from proim.core.http import refusals_in


@require_http_methods(["GET", "POST"])
def sheet_upload(request: PersonRequest) -> HttpResponse:
    programme = programme_for(request, "agencies.import_agencies")
    initial = {"since": programme.starts_on or today()}
    form = UploadForm(request.POST or None, request.FILES or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        sheet = read(form.cleaned_data["file"])
        comparison = compare(sheet, form.cleaned_data["since"])
        shown = form.shown(request.user.pk, comparison.digest)
        context = {
            "shown": shown,
            "sheet": sheet,
            "comparison": comparison,
            "commit": CommitForm(request.user.pk, initial={"sealed": shown.seal()}),
        }
        return render(request, "agencies/import_preview.html", context)
    columns = [(names[:2], name in REQUIRED) for name, names in HEADERS.items()]
    context = {"form": form, "columns": columns, "types": AgencyType.choices}
    return render(request, "agencies/import_upload.html", context)


@require_POST
def sheet_import(request: PersonRequest) -> HttpResponse:
    programme_for(request, "agencies.import_agencies")
    form = CommitForm(request.user.pk, request.POST)
    if form.is_valid():
        shown = form.cleaned_data["sealed"]
        with refusals_in(form):
            done = actions.import_agencies(
                shown.sheet,
                since=shown.day,
                ground=shown.ground,
                source=shown.source,
                expected=shown.digest,
                by=request.user,
            )
            messages.success(request, _("The list was imported."))
            return redirect("agencies:import_receipt", done.receipt)
    for errors in form.errors.values():
        messages.error(request, " ".join(map(str, errors)))
    return redirect("agencies:import")


@require_GET
def sheet_receipt(request: PersonRequest, sequence: int) -> HttpResponse:
    programme_for(request, "agencies.import_agencies")
    imports = Event.objects.filter(verb="agencies.import_agencies")
    event = get_object_or_404(imports, sequence=sequence)
    person = get_user_model().objects.filter(pk=event.actor_id).first()
    context = {
        "event": event,
        "data": event.data,
        "person": person,
        "at": datetime.fromisoformat(event.at),
        "since": date.fromisoformat(event.data["since"]),
    }
    return render(request, "agencies/import_receipt.html", context)
