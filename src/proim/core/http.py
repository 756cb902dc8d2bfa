"""Small helpers shared by all views."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, TypeVar

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Page, Paginator
from django.db.models import Model, QuerySet
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers

from proim.core.errors import DomainError

PAGE_SIZE = 25

M = TypeVar("M", bound=Model)


def render_page(
    request: HttpRequest, template: str, context: Mapping[str, Any], *, partial: str
) -> HttpResponse:
    """Render the whole page, or only ``partial`` of it when htmx asks for an update."""
    headers = request.headers
    wanted = headers.get("HX-Request") and not headers.get("HX-History-Restore-Request")
    response = render(request, f"{template}#{partial}" if wanted else template, dict(context))
    patch_vary_headers(response, ["HX-Request"])
    return response


def paginate(
    request: HttpRequest, rows: QuerySet[M], *, whole: QuerySet[M] | None = None
) -> Page[M]:
    """Return the page that ``?page=`` names; a bad number gives the nearest real page.

    With ``whole`` the keys of ``rows`` are read once, which gives their number too, and the page's rows come from
    ``whole``: a ranking would otherwise be made twice, with every column of everything that it ranks.
    """
    number = request.GET.get("page")
    if whole is None:
        return Paginator(rows, PAGE_SIZE).get_page(number)
    page: Page[Any] = Paginator(list(rows.values_list("pk", flat=True)), PAGE_SIZE).get_page(number)
    found = {row.pk: row for row in whole.filter(pk__in=page.object_list).order_by()}
    page.object_list = [found[key] for key in page.object_list if key in found]
    return page


@contextmanager
def refusals_in(form: BaseForm) -> Iterator[None]:
    """Turn a refusal inside the block into errors of ``form``, so that no typing is lost.

    Errors keyed by a field that the form does not show are told above the form.
    """
    try:
        yield
    except ValidationError as error:
        if hasattr(error, "error_dict"):
            for name, errors in error.error_dict.items():
                form.add_error(name if name in form.fields else None, errors)
        else:
            form.add_error(None, error)
    except DomainError as error:
        form.add_error(None, str(error))


@contextmanager
def tell(request: HttpRequest, done: str) -> Iterator[None]:
    """Show ``done`` after the block, or the reason if the domain refused it. For buttons."""
    try:
        yield
    except ValidationError as error:
        for text in error.messages:
            messages.error(request, text)
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, done)
