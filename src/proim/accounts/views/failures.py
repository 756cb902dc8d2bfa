"""The page for a form whose seal is not valid (settings: ``CSRF_FAILURE_VIEW``)."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from proim.accounts.again import comes_from_here, offer_again


def seal_broken(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Explain, and give back what was typed if it surely comes from one of our pages."""
    if comes_from_here(request):
        return offer_again(request, ended=False)
    return render(request, "403_csrf.html", status=403)
