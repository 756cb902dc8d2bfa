"""What people see and change of their own account."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from django.views.i18n import set_language

from proim.accounts import actions
from proim.accounts.forms import ProfileForm
from proim.accounts.http import PersonRequest, Request
from proim.accounts.language import remember_language
from proim.accounts.models import Session, User
from proim.accounts.slots import roles_of
from proim.core.http import refusals_in, tell


@require_http_methods(["GET", "POST"])
def profile(request: PersonRequest) -> HttpResponse:
    person = request.user
    form = ProfileForm(request.POST or None, instance=User.objects.get(pk=person.pk))
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            saved = actions.edit_profile(person, form.cleaned_data, by=person)
            with override(saved.language):
                messages.success(request, _("Your profile was saved."))
            return remember_language(redirect("accounts:profile"), saved.language)
    context = {"form": form, "person": person, "roles": roles_of([person])[person.pk]}
    return render(request, "accounts/profile.html", context)


@require_GET
def session_list(request: PersonRequest) -> HttpResponse:
    found = Session.objects.of(request.user)
    context = {
        "sessions": found,
        "here": request.session.session_key,
        "minutes": settings.SESSION_IDLE_SECONDS // 60,
        "hours": settings.SESSION_COOKIE_AGE // 3600,
        "days": settings.SESSION_STAY_SECONDS // 86_400,
    }
    return render(request, "accounts/session_list.html", context)


@require_POST
def session_end(request: PersonRequest) -> HttpResponse:
    with tell(request, _("You are signed out everywhere else.")):
        actions.end_sessions(request.user, keep=request.session.session_key, by=request.user)
    return redirect("accounts:sessions")


@login_not_required
@require_POST
def language(request: Request) -> HttpResponse:
    """Answer the language buttons in the head of every page; a person keeps the choice."""
    response = set_language(request)
    chosen = request.POST.get("language", "")
    if isinstance(request.user, User) and chosen in dict(settings.LANGUAGES):
        actions.edit_profile(request.user, {"language": chosen}, by=request.user)
    return response
