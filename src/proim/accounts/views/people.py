"""The people list, for the programme office."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from proim.accounts import actions
from proim.accounts.forms import EmailForm, PeopleFilter, PersonForm
from proim.accounts.http import PersonRequest
from proim.accounts.models import User
from proim.accounts.slots import PERSON_LINKS, PERSON_PARTS, parts, roles_of
from proim.audit.history import history
from proim.core.clock import today
from proim.core.http import paginate, refusals_in, render_page, tell
from proim.core.permissions import may

VERBS = ("invite", "disable", "enable", "change_email")


def _office(request: PersonRequest) -> None:
    """Hide the pages about all people from whoever may not add any."""
    if not may("accounts.create", request.user, request.user):
        raise Http404


def _person(request: PersonRequest, code: UUID) -> User:
    people = User.objects.permitted("accounts.view", request.user)
    verbs = [f"accounts.{verb}" for verb in VERBS]
    found: User = get_object_or_404(people.with_permissions(request.user, *verbs), code=code)
    return found


@require_GET
def person_list(request: PersonRequest) -> HttpResponse:
    _office(request)
    filters = PeopleFilter(request.GET)
    page = paginate(request, filters.narrow(User.objects.permitted("accounts.view", request.user)))
    roles, day = roles_of(list(page.object_list)), today()
    rows = [(p, [role for role in roles[p.pk] if role.holds(day)]) for p in page.object_list]
    context = {"filters": filters, "page": page, "rows": rows}
    return render_page(request, "accounts/person_list.html", context, partial="results")


@require_GET
def person_detail(request: PersonRequest, code: UUID) -> HttpResponse:
    person = _person(request, code)
    context = {
        "person": person,
        "roles": roles_of([person])[person.pk],
        "invitation": person.invitations.unanswered().select_related("sent_by").first(),
        "acceptance": person.acceptances.first(),
        "entries": history(person),
        "parts": parts(PERSON_PARTS, request, person),
        "today": today(),
        "links": [link for tell in PERSON_LINKS for link in tell(request.user, person)],
    }
    return render(request, "accounts/person_detail.html", context)


@require_http_methods(["GET", "POST"])
def person_new(request: PersonRequest) -> HttpResponse:
    _office(request)
    form = PersonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            person = actions.create(by=request.user, **form.cleaned_data)
            done = _("%(person)s was added. Send the invitation when the data are right.")
            messages.success(request, done % {"person": person})
            return redirect(person)
    return render(request, "accounts/person_new.html", {"form": form})


@require_http_methods(["GET", "POST"])
def person_edit(request: PersonRequest, code: UUID) -> HttpResponse:
    person = _person(request, code)
    if not getattr(person, "may_change_email"):  # noqa: B009 - annotated
        raise Http404
    form = EmailForm(request.POST or None, instance=person)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            actions.change_email(person, form.cleaned_data["email"], by=request.user)
            messages.success(request, _("The e-mail was changed."))
            return redirect(person)
    person.refresh_from_db(fields=["email"])
    return render(request, "accounts/person_email.html", {"form": form, "person": person})


@require_POST
def person_invite(request: PersonRequest, code: UUID) -> HttpResponse:
    person = _person(request, code)
    with tell(request, _("The invitation is on its way to %(email)s.") % {"email": person.email}):
        actions.invite(person, by=request.user)
    return redirect(person)


@require_POST
def person_disable(request: PersonRequest, code: UUID) -> HttpResponse:
    person = _person(request, code)
    with tell(request, _("%(person)s can no longer sign in.") % {"person": person}):
        actions.disable(person, by=request.user)
    return redirect(person)


@require_POST
def person_enable(request: PersonRequest, code: UUID) -> HttpResponse:
    person = _person(request, code)
    with tell(request, _("%(person)s may sign in again.") % {"person": person}):
        actions.enable(person, by=request.user)
    return redirect(person)
