"""What is kept and for how long: the inventory, the retention table, carrying out what is due."""

from itertools import groupby

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from proim.accounts.http import PersonRequest
from proim.core.clock import today
from proim.core.errors import DomainError
from proim.core.http import paginate, refusals_in
from proim.privacy import actions
from proim.privacy.collecting import app_label
from proim.privacy.forms import TermForm
from proim.privacy.kinds import Kept, kept, table
from proim.privacy.models import Term
from proim.privacy.views.access import for_programme
from proim.privacy.words import inventory as inventory_lines


@require_GET
def inventory(request: PersonRequest) -> HttpResponse:
    for_programme(request, "privacy.see_inventory")
    lines = sorted(inventory_lines(), key=lambda line: (line.app, line.model))
    apps = [(app_label(app), list(found)) for app, found in groupby(lines, key=lambda x: x.app)]
    context = {"apps": apps, "terms": {line.kind.code: line for line in table()}}
    return render(request, "privacy/inventory.html", context)


@require_GET
def term_list(request: PersonRequest) -> HttpResponse:
    for_programme(request, "privacy.set_term")
    day = today()
    lines = [(line, _count(line)) for line in table(day)]
    context = {"lines": lines, "day": day, "changes": Term.objects.select_related("by")}
    return render(request, "privacy/term_list.html", context)


@require_http_methods(["GET", "POST"])
def term_set(request: PersonRequest, kind: str) -> HttpResponse:
    for_programme(request, "privacy.set_term")
    line = _line(kind)
    initial = {"days": line.days, "ground": line.ground}
    form = TermForm(request.POST or None, instance=Term(kind=kind), initial=initial)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            actions.set_term(form.instance, by=request.user)
            messages.success(request, _("The term was changed."))
            return redirect("privacy:terms")
    return render(request, "privacy/term_set.html", {"form": form, "line": line})


@require_http_methods(["GET", "POST"])
def term_purge(request: PersonRequest, kind: str) -> HttpResponse:
    """Show what is due before the button carries it out."""
    for_programme(request, "privacy.purge")
    line = _line(kind)
    rows = line.due(today())
    if rows is None:
        raise Http404
    if request.method == "POST":
        try:
            count = actions.purge(kind, by=request.user)
        except DomainError as error:
            messages.error(request, str(error))
        else:
            said = ngettext("%s record: carried out.", "%s records: carried out.", count)
            messages.success(request, said % count)
        return redirect("privacy:terms")
    context = {"line": line, "page": paginate(request, rows)}
    return render(request, "privacy/term_purge.html", context)


def _line(kind: str) -> Kept:
    line = kept(kind)
    if line is None:
        raise Http404
    return line


def _count(line: Kept) -> int | None:
    rows = line.due(today())
    return None if rows is None else rows.count()
