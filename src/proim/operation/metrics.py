"""Figures for Prometheus: what the health checks measure, and how requests fare.

Off until ``PROIM_METRICS_TOKEN`` is set. The library is loaded only then; several server processes add up their
counters through files in ``PROIM_DATA/metrics`` (settings).
"""

import os
import time
from collections.abc import Callable, Iterable
from functools import cache
from typing import Any

from django.http import HttpRequest, HttpResponseBase

from proim.core.health import State
from proim.operation.looks import all_findings

LEVELS = {State.GOOD: 0, State.ATTENTION: 1, State.BAD: 2}
BUCKETS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0)


@cache
def requests() -> Any:
    """Return the histogram of requests by route, method and kind of answer."""
    from prometheus_client import Histogram  # noqa: PLC0415  only where figures are asked for

    labels = ["route", "method", "status"]
    return Histogram("proim_request_seconds", "Time of requests", labels, buckets=BUCKETS)


class Measured:
    """Measures each request; routes are told by name, so that no address reaches a figure."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        began = time.perf_counter()
        response = self.get_response(request)
        route = request.resolver_match.view_name if request.resolver_match else "none"
        method = request.method if request.method in {"GET", "POST", "HEAD"} else "other"
        status = f"{response.status_code // 100}xx"
        requests().labels(route, method, status).observe(time.perf_counter() - began)
        return response


class Health:
    """Turns what the checks found into gauges when somebody asks."""

    def collect(self) -> Iterable[Any]:
        """Yield the state of each part and its figures."""
        from prometheus_client.core import GaugeMetricFamily  # noqa: PLC0415

        found = all_findings()
        told = "0 good, 1 attention, 2 bad"
        states = GaugeMetricFamily("proim_health", told, labels=["part"])
        for check, finding in found:
            states.add_metric([check.name], LEVELS[finding.state])
        yield states
        for _check, finding in found:
            for name, value in finding.figures.items():
                yield GaugeMetricFamily(f"proim_{name}", name.replace("_", " "), value=value)


def exposition() -> bytes:
    """Return everything in the words of Prometheus."""
    from prometheus_client import (  # noqa: PLC0415
        REGISTRY,
        CollectorRegistry,
        generate_latest,
        multiprocess,
    )

    registry = CollectorRegistry()
    registry.register(Health())
    if os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
        multiprocess.MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
        return bytes(generate_latest(registry))
    return bytes(generate_latest(registry) + generate_latest(REGISTRY))
