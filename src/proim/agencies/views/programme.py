from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from proim.accounts.http import PersonRequest
from proim.agencies import actions
from proim.agencies.forms import ProgrammeForm
from proim.agencies.views.access import programme_for
from proim.audit.history import history
from proim.core.seen import as_stored
from proim.desk.choosing import answers_in
from proim.desk.resuming import resumed


@require_http_methods(["GET", "POST"])
def programme_edit(request: PersonRequest) -> HttpResponse:
    programme = programme_for(request, "agencies.edit_programme")
    form = resumed(request, ProgrammeForm(request.POST or None, instance=programme))
    if request.method == "POST" and form.is_valid():
        with answers_in(form, as_stored(programme)):
            edited, marks = form.instance, form.marks
            actions.edit_programme(edited, form.answers, by=request.user, seen=marks.seen)
            messages.success(request, _("The programme's data were corrected."))
            return redirect("agencies:edit_programme")
    context = {"form": form, "events": history(programme)}
    return render(request, "agencies/programme_edit.html", context)
