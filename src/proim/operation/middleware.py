"""Each request gets a number that stands in its log lines and in its answer, and one line of its own."""

import logging
import secrets
import time
from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase

from proim.core.numbering import REQUEST

log = logging.getLogger("proim.request")


class RequestLog:
    """Numbers requests and logs them (level INFO): route, method, status, time; nobody and nothing typed."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        number, began = secrets.token_hex(6), time.perf_counter()
        REQUEST.set(number)
        response = self.get_response(request)
        response["X-Request-ID"] = number
        match = request.resolver_match
        told = {
            "route": match.view_name if match else "none",
            "method": request.method,
            "status": response.status_code,
            "milliseconds": round((time.perf_counter() - began) * 1000, 1),
        }
        log.info("request", extra=told)
        return response
