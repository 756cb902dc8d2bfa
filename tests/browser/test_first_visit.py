"""What the first visit of the catalogue weighs, as a real server sends it to a real browser."""

import pytest

from tests.installation import Installation

MOST_BYTES, MOST_REQUESTS = 80_000, 6


@pytest.mark.timeout(300)
def test_the_first_visit_of_the_catalogue_is_light(open_page, tmp_path, record_property):
    house = Installation(tmp_path, "firstvisit")
    loaded = house.proim("demo")
    assert loaded.returncode == 0, loaded.stderr
    with house.serving() as server:
        page = open_page()
        asked = []
        page.on("requestfinished", lambda request: asked.append(request))  # noqa: PLW0108  it keeps a mark on what it calls
        page.goto(f"http://127.0.0.1:{server.port}/projects/")
        page.wait_for_load_state("networkidle")
        assert page.locator("main table tbody tr").count() == 25
        # The mark stands on the page and in the tab: the second time the browser has it already.
        first = {request.url: request for request in reversed(asked)}
        sizes = [request.sizes() for request in first.values()]
    weight = sum(one["responseHeadersSize"] + one["responseBodySize"] for one in sizes)
    record_property("told", f"first visit of the catalogue: {weight} bytes, {len(sizes)} requests")
    assert weight < MOST_BYTES
    assert len(sizes) <= MOST_REQUESTS
