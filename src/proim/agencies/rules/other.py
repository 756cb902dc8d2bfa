"""Accounts, mails, views and documents of others: asked below, answered here, where the office is known."""

from django.db.models import Q

from proim.accounts.rules import oneself
from proim.agencies.models import Appointment, Role
from proim.agencies.rules.who import administrator_only, is_administrator, is_office, office_only
from proim.core.clock import today
from proim.core.permissions import ALL_ROWS, NO_ROWS, Actor, rule
from proim.desk.rules import own as own_views


@rule("accounts.view")
def view_account(actor: Actor) -> Q:
    """The office everybody; everybody else oneself."""
    return ALL_ROWS if is_office(actor) else oneself(actor)


@rule("accounts.edit_profile")
def edit_profile(actor: Actor) -> Q:
    """The office everybody; everybody else oneself."""
    return ALL_ROWS if is_office(actor) else oneself(actor)


@rule("accounts.change_email")
def change_email(actor: Actor) -> Q:
    """Administrators."""
    return administrator_only(actor)


@rule("accounts.create")
def create_account(actor: Actor) -> Q:
    """The programme office."""
    return office_only(actor)


@rule("notifications.view_outbox")
def view_outbox(actor: Actor) -> Q:
    """Administrators (the row is the person)."""
    return administrator_only(actor)


@rule("notifications.retry")
def retry_mail(actor: Actor) -> Q:
    """Administrators."""
    return administrator_only(actor)


@rule("accounts.invite")
def invite(actor: Actor) -> Q:
    """The programme office."""
    return office_only(actor)


@rule("accounts.disable")
def disable(actor: Actor) -> Q:
    """The office; the accounts of administrators only another administrator."""
    return _below(actor)


@rule("accounts.enable")
def enable(actor: Actor) -> Q:
    """The office; the accounts of administrators only another administrator."""
    return _below(actor)


@rule("identity.recover")
def recover(actor: Actor) -> Q:
    """The office, not one's own; the accounts of administrators only another administrator."""
    return _below(actor) & ~Q(pk__in=[actor.pk] if actor else [])


def _below(actor: Actor) -> Q:
    if is_administrator(actor):
        return ALL_ROWS
    holders = Appointment.objects.on(today()).filter(role=Role.ADMINISTRATOR)
    return office_only(actor) & ~Q(pk__in=holders.values("person_id"))


# --- views of lists: kept by desk, shared by the office -------------------------------------------


@rule("desk.see_view")
def see_view(actor: Actor) -> Q:
    """Whose view it is; the office also those that were shared."""
    return own_views(actor) | Q(is_shared=True) if is_office(actor) else own_views(actor)


@rule("desk.share_view")
def share_view(actor: Actor) -> Q:
    """Whose view it is, if of the office."""
    return own_views(actor) if is_office(actor) else NO_ROWS


# --- issued documents: asked by documents, answered here, where the office is known -----------------


@rule("documents.withdraw")
def withdraw_document(actor: Actor) -> Q:
    """The programme office."""
    return office_only(actor)
