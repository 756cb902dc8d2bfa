"""A form that cannot be taken now is shown again with all that was typed, ready to be sent.

It happens when the session ended while somebody was writing, or when the page is older than the
last sign-in. The seal against forged requests (CSRF) has failed then, so nothing is shown again
unless the browser itself says, in the Origin header, that the form came from one of our pages.
"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

SECRET = ("password", "csrf")


def comes_from_here(request: HttpRequest) -> bool:
    """Say whether the browser vouches that one of our own pages sent this form."""
    own = f"{request.scheme}://{request.get_host()}"
    return request.method == "POST" and request.headers.get("Origin") == own


def offer_again(request: HttpRequest, *, ended: bool) -> HttpResponse:
    """Show what was typed, hidden, with a button that sends it again; secrets are left out."""
    typed = [
        (name, value)
        for name, values in request.POST.lists()
        if not any(word in name for word in SECRET)
        for value in values
    ]
    context = {
        "ended": ended,
        "typed": typed,
        "files": list(request.FILES),
        "path": request.get_full_path(),
    }
    return render(request, "accounts/again.html", context, status=403)


def as_whole_page(response: HttpResponse) -> HttpResponse:
    """Let htmx show ``response`` in place of the page, not of the part that it had asked for."""
    response["HX-Retarget"], response["HX-Reswap"] = "body", "innerHTML"
    return response


def seal_broken(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a form whose seal is not valid (settings: ``CSRF_FAILURE_VIEW``)."""
    ours = comes_from_here(request)
    shown = (
        offer_again(request, ended=False) if ours else render(request, "403_csrf.html", status=403)
    )
    return as_whole_page(shown) if request.headers.get("HX-Request") == "true" else shown
