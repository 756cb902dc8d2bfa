"""Every address × every role × own or another agency: the table is routes.txt, and it is complete."""

import logging
from pathlib import Path

import pytest
from django.db import transaction
from django.urls import URLPattern, URLResolver, get_resolver

from tests.core.world import ROLES, World

TABLE = Path(__file__).with_name("routes.txt")
METHODS = ("GET", "POST")
NOT_ALLOWED = 405
LOGIN = 302  # an anonymous visitor is sent to sign in before the method is looked at


def routes(patterns=None, space: str = "") -> list[str]:
    """Return the full name of every route; one without a name is told by its pattern."""
    found = []
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            found += routes(pattern.url_patterns, inner)
        elif isinstance(pattern, URLPattern):
            found.append(f"{space}{pattern.name}" if pattern.name else f"unnamed {pattern.pattern}")
    return found


def table() -> dict[tuple[str, str], list[int]]:
    """Read ``route[@case] METHOD status …`` lines, one status for each of ``ROLES``."""
    rows = {}
    for line in TABLE.read_text().splitlines():
        words = line.partition("#")[0].split()
        if words:
            key, method, *codes = words
            assert len(codes) == len(ROLES), line
            assert (key, method) not in rows, f"{key} {method} stands twice"
            rows[key, method] = [int(code) for code in codes]
    return rows


@pytest.fixture
def world(db):
    return World()


def answer(client, method: str, address: str) -> int:
    """Ask and take back what was written, so that each answer is of the same state."""
    with transaction.atomic():
        response = client.generic(method, address)
        if response.streaming:
            b"".join(response.streaming_content)
        transaction.set_rollback(True)
    return response.status_code


def test_every_route_stands_in_the_table(world):
    assert {"missing": set(routes()) - world.routes(), "gone": world.routes() - set(routes())} == {
        "missing": set(),
        "gone": set(),
    }
    cases = {key for key, _ in table()}
    assert {"missing": world.addresses.keys() - cases, "gone": cases - world.addresses.keys()} == {
        "missing": set(),
        "gone": set(),
    }


@pytest.mark.timeout(400)
@pytest.mark.parametrize("role", ROLES)
def test_every_route_answers_a_role_as_the_table_says(role, world, client, request):
    logging.disable(logging.WARNING)  # a thousand refusals on purpose
    request.addfinalizer(lambda: logging.disable(logging.NOTSET))
    expected, wrong = table(), []
    person = world.people[role]
    if person is not None:
        client.force_login(person)
    cookies = client.cookies.copy()
    for key, address in world.addresses.items():
        for method in METHODS:
            client.cookies = cookies.copy()
            found = answer(client, method, address)
            row = expected.get((key, method))
            allowed = [row[ROLES.index(role)]] if row else [NOT_ALLOWED]
            if row is None and person is None:
                allowed.append(LOGIN)
            if found not in allowed:
                wrong.append(f"{key} {method}: {found} instead of {allowed[0]}")
    assert wrong == []
