"""What was typed is not lost when the session ends or the seal no longer fits."""

import pytest
from django.test import Client

from proim.accounts.models import User
from tests.builders.people import PASSWORD, make_user

pytestmark = pytest.mark.django_db
URL = "/accounts/profile/"
TYPED = {"full_name": "Ana", "post": "\nUna directora\ncon <b>dos</b> líneas", "language": "es-mx"}
OWN, FOREIGN = {"origin": "http://testserver"}, {"origin": "https://evil.example"}


def test_a_form_sent_after_the_session_ended_is_offered_again_with_all_that_was_typed(client):
    response = client.post(URL, TYPED, headers=OWN)
    page = response.content.decode()
    assert response.status_code == 403
    assert "Su sesión terminó. No se perdió nada" in page
    assert f'action="{URL}"' in page
    assert "Una directora\ncon &lt;b&gt;dos&lt;/b&gt; líneas</textarea>" in page


def test_a_form_that_is_not_ours_is_not_shown_again(client):
    for headers in (FOREIGN, {}, {"origin": "null"}):
        response = client.post(URL, TYPED, headers=headers)
        assert response.status_code == 302
        assert "/accounts/login/" in response["Location"]


def test_secrets_are_never_shown_again(client):
    typed = {
        "oldpassword": "canario-1",
        "password1": "canario-2",
        "csrfmiddlewaretoken": "canario-3",
    }
    page = client.post("/accounts/password/change/", typed, headers=OWN).content.decode()
    assert "canario" not in page


def test_files_are_named_so_that_they_can_be_chosen_again(client, tmp_path):
    path = tmp_path / "oficio.txt"
    path.write_text("x")
    with path.open("rb") as file:
        page = client.post(URL, {"letter": file}, headers=OWN).content.decode()
    assert "Los archivos no se pueden conservar" in page


def test_a_broken_seal_loses_nothing_and_changes_nothing():
    person = make_user()
    client = Client(enforce_csrf_checks=True)
    client.force_login(person)
    response = client.post(URL, TYPED, headers=OWN)
    assert response.status_code == 403
    assert "Aún no se envía. No se perdió nada" in response.content.decode()
    assert not User.objects.filter(post__contains="directora").exists()


def test_a_foreign_form_with_a_broken_seal_gets_an_explanation_only():
    client = Client(enforce_csrf_checks=True)
    client.force_login(make_user())
    response = client.post(URL, TYPED, headers=FOREIGN)
    assert response.status_code == 403
    assert "directora" not in response.content.decode()


def test_signing_in_with_a_stale_page_works_at_the_second_try():
    person = make_user()
    client = Client(enforce_csrf_checks=True)
    page = client.post(
        "/accounts/login/", {"login": person.email, "password": PASSWORD}, headers=OWN
    ).content.decode()
    assert PASSWORD not in page
    assert person.email in page


def test_a_part_of_a_page_leads_to_sign_in_as_a_whole(client):
    answer = client.get("/accounts/people/?text=ana", headers={"hx-request": "true"})
    assert answer.status_code == 200
    assert answer["HX-Redirect"] == "/accounts/login/?next=/accounts/people/%3Ftext%3Dana"


def test_a_form_that_htmx_sends_is_offered_again_as_a_whole_page(client):
    answer = client.post(URL, TYPED, headers={**OWN, "hx-request": "true"})
    assert (answer.status_code, answer["HX-Retarget"]) == (403, "body")
    assert "Una directora" in answer.content.decode()


@pytest.mark.parametrize(
    "url",
    [
        "/projects/register/",
        "/projects/00000000-0000-4000-8000-000000000000/record/why/",
        "/monitoring/reports/00000000-0000-4000-8000-000000000000/edit/",
        "/training/courses/add/",
        "/agencies/add/",
        "/desk/views/",
    ],
)
def test_every_form_is_offered_again(client, url):
    page = client.post(url, {"title_es": "Ventanilla", "desk-draft": "1"}, headers=OWN)
    assert page.status_code == 403
    assert "Ventanilla</textarea>" in page.content.decode()
    assert f'action="{url}"' in page.content.decode()
