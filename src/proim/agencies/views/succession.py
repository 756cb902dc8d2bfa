from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from proim.accounts.http import PersonRequest
from proim.agencies import actions
from proim.agencies.forms import AbsorbForm, EndingForm, MergeForm, SplitForm
from proim.agencies.models import Agency, SuccessionKind
from proim.agencies.views.access import agency_for
from proim.core.clock import today
from proim.core.http import refusals_in
from proim.ui.parts import Tab

LEADS = {
    SuccessionKind.MERGE: gettext_lazy("Two or more public entities end and become one."),
    SuccessionKind.SPLIT: gettext_lazy("It ends and becomes several."),
    SuccessionKind.ABSORB: gettext_lazy("It ends and goes into another one, which goes on."),
    SuccessionKind.WIND_UP: gettext_lazy("It ends and nobody succeeds it."),
}


@require_http_methods(["GET", "POST"])
def succession_merge(request: PersonRequest, code: UUID) -> HttpResponse:
    agency = agency_for(request, code, "agencies.merge")
    form = MergeForm(agency, request.POST or None, initial={"since": today()})
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        with refusals_in(form):
            actions.merge(
                [agency, *form.others],
                into=typed["successor"],
                since=typed["since"],
                ground=typed["ground"],
                by=request.user,
            )
            return _done(request, typed["successor"])
    return _page(request, agency, form, SuccessionKind.MERGE)


@require_http_methods(["GET", "POST"])
def succession_split(request: PersonRequest, code: UUID) -> HttpResponse:
    agency = agency_for(request, code, "agencies.split")
    form = SplitForm(agency, request.POST or None, initial={"since": today()})
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        with refusals_in(form):
            actions.split(
                agency,
                main=typed["main"],
                others=form.others,
                since=typed["since"],
                ground=typed["ground"],
                by=request.user,
            )
            return _done(request, typed["main"])
    return _page(request, agency, form, SuccessionKind.SPLIT)


@require_http_methods(["GET", "POST"])
def succession_absorb(request: PersonRequest, code: UUID) -> HttpResponse:
    agency = agency_for(request, code, "agencies.absorb")
    form = AbsorbForm(agency, request.POST or None, initial={"since": today()})
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        with refusals_in(form):
            actions.absorb(
                agency,
                into=typed["successor"],
                since=typed["since"],
                ground=typed["ground"],
                by=request.user,
            )
            return _done(request, typed["successor"])
    return _page(request, agency, form, SuccessionKind.ABSORB)


@require_http_methods(["GET", "POST"])
def succession_wind_up(request: PersonRequest, code: UUID) -> HttpResponse:
    agency = agency_for(request, code, "agencies.wind_up")
    form = EndingForm(agency, request.POST or None, initial={"since": today()})
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            actions.wind_up(agency, **form.cleaned_data, by=request.user)
            return _done(request, agency)
    return _page(request, agency, form, SuccessionKind.WIND_UP)


def _done(request: HttpRequest, agency: Agency) -> HttpResponse:
    done = _(
        "The reorganisation was recorded. Appoint the liaison officers anew where it is needed."
    )
    messages.success(request, done)
    return redirect(agency)


def _page(
    request: HttpRequest, agency: Agency, form: EndingForm, kind: SuccessionKind
) -> HttpResponse:
    tabs = [
        Tab(each.label.capitalize(), reverse(f"agencies:{each}", args=[agency.code]), each == kind)
        for each in SuccessionKind
    ]
    context = {"agency": agency, "form": form, "tabs": tabs, "lead": LEADS[kind]}
    return render(request, "agencies/succession.html", context)
