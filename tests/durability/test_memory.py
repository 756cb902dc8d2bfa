"""The server stays small: one process, the demonstration inside, a thousand requests behind it."""

import itertools

import psutil
import pytest

from tests.installation import Installation, Visitor

LIMIT_MB = 100
REQUESTS = 1_000
PAGES = (
    "/",
    "/projects/",
    "/projects/?text=tramites&page=2",
    "/indicators/",
    "/agencies/",
    "/accounts/login/",
)


@pytest.mark.timeout(600)
def test_the_server_takes_less_than_100_mb_after_1000_requests(tmp_path, record_property):
    house = Installation(tmp_path, "memory")
    with house.serving("--demo") as server:
        visitor = Visitor(server.port)
        for page in itertools.islice(itertools.cycle(PAGES), REQUESTS):
            assert visitor.get(page).status == 200, page
        process = psutil.Process(server.process.pid)
        taken = process.memory_info().rss / 1_000_000
        record_property("told", f"server: {taken:.0f} MB resident after {REQUESTS} requests")
        assert process.children() == []
    assert taken < LIMIT_MB
