"""Types for requests, so that the type checker knows who is behind them."""

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest

from proim.accounts.models import User


class Request(HttpRequest):
    """A request from anybody."""

    user: User | AnonymousUser


class PersonRequest(HttpRequest):
    """A request to a page behind sign-in (LoginRequiredMiddleware guards every view)."""

    user: User
