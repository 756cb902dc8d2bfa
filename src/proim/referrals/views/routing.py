"""The rules: what they say, what they would do, and how well they propose."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from proim.accounts.http import PersonRequest
from proim.audit.history import history
from proim.core.clock import today
from proim.core.http import refusals_in, tell
from proim.referrals import actions
from proim.referrals.forms import RuleForm, said_by
from proim.referrals.formulas import gini
from proim.referrals.models import RoutingRule, RuleVersion
from proim.referrals.trying import LAST, loads, scores, trial
from proim.referrals.views.found import routing_for
from proim.referrals.wording import condition_lines


@require_GET
def rule_list(request: PersonRequest) -> HttpResponse:
    """Show the rules in their order, each in words."""
    routing_for(request)
    rows = RuleVersion.objects.standing(today()).select_related("rule", "target")
    rules = list(rows.order_by("-is_on", "place", "pk"))
    context = {"rules": list(zip(rules, condition_lines(rules), strict=True))}
    return render(request, "referrals/rule_list.html", context)


@require_GET
def rule_detail(request: PersonRequest, code: UUID) -> HttpResponse:
    """Show a rule, what it would do with the last referrals, and what it said before."""
    rule, now = _found(request, code)
    past = list(rule.versions.select_related("target", "by").order_by("-since", "-pk"))
    context = {
        "rule": rule,
        "now": now,
        "lines": condition_lines([now])[0],
        "trial": trial(now, today()),
        "last": LAST,
        "past": past[1:],
        "entries": history(rule),
    }
    return render(request, "referrals/rule_detail.html", context)


@require_http_methods(["GET", "POST"])
def rule_add(request: PersonRequest) -> HttpResponse:
    """Add a rule, or try it first."""
    routing_for(request, "referrals.add_rule")
    form = RuleForm(request.POST or None)
    tried = None
    if request.method == "POST" and form.is_valid():
        if "try" in request.POST:
            tried = trial(form.draft, today())
        else:
            with refusals_in(form):
                done = actions.add_rule(form.draft, by=request.user)
                messages.success(request, _("The rule proposes from today on."))
                return redirect(done)
    return _form(request, form, tried, None)


@require_http_methods(["GET", "POST"])
def rule_edit(request: PersonRequest, code: UUID) -> HttpResponse:
    """Say what a rule says from today on, or try it first."""
    rule, now = _found(request, code)
    form = RuleForm(request.POST or None, initial=said_by(now))
    tried = None
    if request.method == "POST" and form.is_valid():
        draft = form.draft
        draft.rule = rule
        if "try" in request.POST:
            tried = trial(draft, today())
        else:
            with refusals_in(form):
                actions.edit_rule(rule, draft, by=request.user)
                messages.success(request, _("The rule says so from today on."))
                return redirect(rule)
    return _form(request, form, tried, rule)


def _form(
    request: PersonRequest, form: RuleForm, tried: Any, rule: RoutingRule | None
) -> HttpResponse:
    title = _("Edit the rule") if rule else _("Add a rule")
    context = {"form": form, "trial": tried, "last": LAST, "rule": rule, "title": title}
    return render(request, "referrals/rule_form.html", context)


@require_POST
def rule_switch(request: PersonRequest, code: UUID) -> HttpResponse:
    rule, now = _found(request, code)
    done = _("The rule is out of force.") if now.is_on else _("The rule is in force again.")
    with tell(request, done):
        actions.switch_rule(rule, is_on=not now.is_on, by=request.user)
    return redirect(rule)


@require_GET
def feedback(request: PersonRequest) -> HttpResponse:
    """Show how often proposals were accepted and corrected, and how even the load is."""
    routing_for(request)
    each, expertise, whole, by_hand = scores()
    held = loads(today())
    context = {
        "scores": each,
        "expertise": expertise,
        "whole": whole,
        "by_hand": by_hand,
        "loads": held,
        "gini": gini([load.open / load.capacity for load in held]),
    }
    return render(request, "referrals/feedback.html", context)


def _found(request: PersonRequest, code: UUID) -> tuple[RoutingRule, RuleVersion]:
    routing_for(request)
    rule = get_object_or_404(RoutingRule, code=code)
    return rule, rule.versions.select_related("target").order_by("-since", "-pk")[0]
