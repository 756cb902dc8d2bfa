"""The gallery renders every component; the error pages say something."""

import pytest
from django.urls import reverse

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("language", ["es-mx", "en"])
def test_gallery_shows_every_component(client, language):
    response = client.get(reverse("ui:gallery"), headers={"accept-language": language})
    assert response.status_code == 200


@pytest.mark.parametrize("status", [400, 403, 404, 409, 429, 500])
def test_every_error_has_a_page_with_a_heading_and_a_way_out(client, status):
    html = client.get(reverse("ui:error_page", args=[status])).content.decode()
    assert html.count("<h1") == 1
    assert 'href="/"' in html
