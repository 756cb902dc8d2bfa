"""The privacy notice: taking note of it, its versions, the next one."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from proim.accounts import sessions
from proim.accounts.http import PersonRequest
from proim.accounts.models import PrivacyNotice
from proim.core.clock import today
from proim.core.http import refusals_in
from proim.privacy import actions
from proim.privacy.forms import AcceptForm, NoticeForm
from proim.privacy.views.access import for_programme


@require_http_methods(["GET", "POST"])
def notice(request: PersonRequest) -> HttpResponse:
    current, person = PrivacyNotice.current(), request.user
    form = AcceptForm(request.POST or None, initial={"version": current.version})
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            actions.accept_notice(person, form.cleaned_data["version"], by=person)
            request.session.pop(sessions.NOTICE, None)
            messages.success(request, _("Thank you. It is noted which version you read, and when."))
            return redirect(_wanted(request))
    accepted = person.acceptances.filter(notice=str(current.version)).first()
    context = {"form": form, "notice": current, "accepted": accepted}
    return render(request, "privacy/notice.html", context)


@require_GET
def notice_list(request: PersonRequest) -> HttpResponse:
    for_programme(request, "privacy.publish_notice")
    context = {"notices": PrivacyNotice.objects.select_related("published_by")}
    return render(request, "privacy/notice_list.html", context)


@require_GET
def notice_detail(request: PersonRequest, version: int) -> HttpResponse:
    """Show a version to anybody signed in: people may read again what they once accepted."""
    found = get_object_or_404(PrivacyNotice, version=version, since__lte=today())
    return render(request, "privacy/notice_detail.html", {"notice": found})


@require_http_methods(["GET", "POST"])
def notice_publish(request: PersonRequest) -> HttpResponse:
    for_programme(request, "privacy.publish_notice")
    last = PrivacyNotice.objects.latest("version")
    names = ("short_es", "short_en", "text_es", "text_en")
    initial = {name: getattr(last, name) for name in names} | {"since": today()}
    form = NoticeForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            made = actions.publish_notice(form.instance, by=request.user)
            messages.success(request, _("Version %s of the notice is published.") % made.version)
            return redirect("privacy:notices")
    return render(request, "privacy/notice_publish.html", {"form": form})


def _wanted(request: PersonRequest) -> str:
    """Return where the person was going, if that is one of our own addresses."""
    wanted = request.GET.get("next", "")
    safe = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if safe else settings.LOGIN_REDIRECT_URL
