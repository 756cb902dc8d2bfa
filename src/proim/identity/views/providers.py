"""To a provider outside and back. Who comes back is linked, or is refused; nobody is made here."""

import logging
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from proim.accounts.http import PersonRequest, Request
from proim.accounts.models import User
from proim.core.errors import DomainError
from proim.core.http import tell
from proim.identity import actions
from proim.identity.http import begin, is_recent, recently_proven, taken
from proim.identity.models import Link
from proim.identity.providers import Provider, RefusedError, Told, all_providers, finish, start
from proim.identity.stage import enter, sent_back
from proim.identity.wire import UnreachableError

log = logging.getLogger("proim.security")


def _provider(key: str) -> Provider:
    found = all_providers().get(key)
    if found is None:
        raise Http404
    return found


@login_not_required
@never_cache
@require_GET
def provider_start(request: Request, key: str) -> HttpResponse:
    """Send the browser to the provider; what comes back must answer to this session."""
    provider = _provider(key)
    try:
        address, kept = start(provider)
    except (UnreachableError, RefusedError, KeyError):
        log.warning("provider %s gives no answer", provider.key)
        text = _("%(name)s does not answer now. Sign in with your password, or try later.")
        return sent_back(request, text % {"name": provider.name})
    way_on = request.GET.get("next", "")
    safe = url_has_allowed_host_and_scheme(way_on, allowed_hosts=None)
    begin(request, f"provider.{key}", {"kept": kept, "next": way_on if safe else ""})
    return HttpResponseRedirect(address)


@login_not_required
@never_cache
@require_GET
def provider_back(request: Request, key: str) -> HttpResponse:
    provider = _provider(key)
    begun = taken(request, f"provider.{key}") or {}
    try:
        told = finish(provider, begun.get("kept"), request.GET.dict())
    except RefusedError as error:
        log.warning("identity of %s refused: %s", provider.key, error)
        text = _("%(name)s could not tell us who you are. Begin again from this page.")
        return sent_back(request, text % {"name": provider.name})
    if isinstance(request.user, User):
        return _linked(request, provider, told)
    person = _known(provider, told)
    if person is None:
        log.warning("identity of %s is linked to nobody", provider.key)
        text = _(
            "No account of the programme is linked to this identity of %(name)s. Sign in with your "
            "password and link it in Ways into your account, or ask the office for an invitation."
        )
        return sent_back(request, text % {"name": provider.name})
    return enter(request, person, way_on=begun["next"], passkey=False)


def _known(provider: Provider, told: Told) -> User | None:
    """Return who the identity stands for: linked, or invited with an e-mail that the provider vouches for."""
    found = Link.objects.select_related("person").filter(
        provider=provider.key, subject=told.subject
    )
    link = found.first()
    if link is None and told.email:
        person = User.objects.settled().filter(email=told.email).first()
        try:
            link = actions.link(person, provider.key, told.subject, by=person) if person else None
        except DomainError:
            return None
    if link is None or not link.person.is_active:
        return None
    return actions.use_link(link, by=link.person).person


def _linked(request: Request, provider: Provider, told: Told) -> HttpResponse:
    """Link the identity to whoever is signed in, soon after a proof."""
    if isinstance(request.user, User) and is_recent(request):
        with tell(request, _("%(name)s is linked to your account.") % {"name": provider.name}):
            actions.link(request.user, provider.key, told.subject, by=request.user)
    else:
        messages.error(request, _("Confirm who you are first, and link the identity then."))
    return redirect("identity:security")


@require_POST
@recently_proven
def unlink(request: PersonRequest, code: UUID) -> HttpResponse:
    found = get_object_or_404(Link, code=code, person=request.user)
    with tell(request, _("The link has ended.")):
        actions.unlink(found, by=request.user)
    return redirect("identity:security")
