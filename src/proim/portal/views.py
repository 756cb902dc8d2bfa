from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from proim.accounts.http import PersonRequest, Request
from proim.accounts.models import PrivacyNotice
from proim.agencies.models import Programme
from proim.agencies.rules import is_auditor, is_liaison, is_office, signs
from proim.core.clock import today
from proim.indicators.measures import measures
from proim.indicators.slots import AsOf, Shape
from proim.portal import blocks
from proim.portal.sheet import sheets, standing
from proim.projects.forms.filters import CatalogueFilter
from proim.projects.models import Project
from proim.referrals.rules import receives
from proim.taxonomy.models import Term

NEWEST = 6


@login_not_required
@require_GET
def home(request: Request) -> HttpResponse:
    """Open the platform to anybody: what the programme is, what it counts, what is new."""
    day = today()
    public = Project.objects.permitted("projects.view", AnonymousUser()).select_related("agency")
    context = {
        "programme": Programme.get(),
        "strategies": Term.objects.of("strategy").on(day),
        "figures": [m for m in measures(AsOf(day)) if m.source.number in {"1", "2", "3"}],
        "ratio": Shape.RATIO,
        "newest": public.order_by("-registered_on", "-pk")[:NEWEST],
        "filters": CatalogueFilter(),
    }
    return render(request, "portal/home.html", context)


@require_GET
def work(request: PersonRequest) -> HttpResponse:
    """Show each person what waits for them, by role; whoever holds two roles sees both."""
    person, day = request.user, today()
    context: dict[str, Any] = {
        "day": day,
        "office": blocks.office(person, day),
        "liaison": blocks.liaison(person, day),
        "head": blocks.head(person, day),
        "member": blocks.member(person, day),
        "target": blocks.target(person, day),
        "auditor": blocks.auditor(person, day),
        "sheets": sheets(person, day),
        "posts": standing(person, day),
        "is_office": is_office(person),
        "is_liaison": is_liaison(person),
        "signs": signs(person),
        "is_target": receives(person),
        "is_auditor": is_auditor(person),
    }
    return render(request, "portal/work.html", context)


@login_not_required
@require_GET
def about(request: Request) -> HttpResponse:
    """Tell what the programme is, with its strategies and their definitions."""
    strategies = Term.objects.of("strategy").on(today()).prefetch_related("children")
    context = {"programme": Programme.get(), "strategies": strategies}
    return render(request, "portal/about.html", context)


@login_not_required
@require_GET
def accessibility(request: Request) -> HttpResponse:
    return render(request, "portal/accessibility.html")


@login_not_required
@require_GET
def privacy(request: Request) -> HttpResponse:
    return render(request, "portal/privacy.html", {"notice": PrivacyNotice.current()})


@login_not_required
@require_GET
def robots(request: Request) -> HttpResponse:
    """Let search engines read what is public, and tell them where it is listed."""
    lines = ["User-agent: *", f"Disallow: {reverse('account_login')}", "Disallow: /i18n/"]
    lines.append(f"Sitemap: {request.build_absolute_uri(reverse('sitemap'))}")
    return HttpResponse("\n".join([*lines, ""]), content_type="text/plain; charset=utf-8")
