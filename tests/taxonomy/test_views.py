"""The catalogues are public; the office keeps them."""

from datetime import date

import pytest
from django.urls import reverse

from proim.agencies.models import Role
from proim.taxonomy import actions
from proim.taxonomy.models import Catalogue, Term
from tests.builders.people import make_member, make_office
from tests.builders.taxonomy import make_term

pytestmark = pytest.mark.django_db


def body(answer):
    assert answer.status_code == 200
    return answer.content.decode()


def term_url(name, term):
    return reverse(f"taxonomy:{name}", args=[term.catalogue, term.code])


def test_anybody_reads_the_catalogues(client):
    actions.load()
    html = body(client.get(reverse("taxonomy:list")))
    assert "16 términos" in html
    html = body(client.get("/taxonomy/demarcation/"))
    assert "Iztapalapa" in html
    assert "09-007" in html
    strategy = body(client.get("/taxonomy/strategy/E4/"))
    assert "Gobierno Electrónico" in strategy
    assert "Interoperabilidad" in strategy
    assert "Electronic Government" in strategy


def test_pages_speak_english_too(client):
    actions.load()
    client.cookies["language"] = "en"
    html = body(client.get("/taxonomy/strategy/"))
    assert "Electronic Government" in html
    assert '<span lang="es">Gobierno Electrónico</span>' in html


def test_a_catalogue_speaks_of_the_day_that_the_address_holds(client):
    make_term(Catalogue.FUNDING, "old", valid_to=date(2011, 3, 1), label_es="Antigua")
    make_term(Catalogue.FUNDING, "new", valid_from=date(2011, 3, 2), label_es="Nueva")
    before = body(client.get("/taxonomy/funding/", {"day": "2011-03-01"}))
    assert "Antigua" in before
    assert "Nueva" not in before
    today = body(client.get("/taxonomy/funding/", {"day": "nonsense"}))
    assert "Antigua" not in today
    assert "Ese día no se podía" in body(client.get("/taxonomy/funding/", {"day": "2001-01-01"}))


def test_htmx_gets_the_results_alone(htmx):
    assert body(htmx.get("/taxonomy/funding/")).lstrip().startswith('<section id="results"')


def test_a_catalogue_costs_the_same_queries_however_long(client, queries):
    strategy = make_term()
    make_term(Catalogue.SUBTOPIC, "s0", parent=strategy)
    with queries() as few:
        client.get("/taxonomy/subtopic/")
    for number in range(1, 9):
        make_term(Catalogue.SUBTOPIC, f"s{number}", parent=make_term(code=f"E{number}"))
    with queries() as many:
        client.get("/taxonomy/subtopic/")
    assert len(many) == len(few)


@pytest.mark.parametrize("address", ["/taxonomy/nothing/", "/taxonomy/strategy/nothing/"])
def test_what_is_not_there_is_not_found(client, address):
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("page", ["edit", "retire"])
def test_the_public_may_look_but_not_touch(client, page):
    term = make_term()
    assert client.get(term_url(page, term)).status_code == 302  # to the sign-in
    client.force_login(make_member(Role.LIAISON))
    assert client.get(term_url(page, term)).status_code == 403
    assert client.get("/taxonomy/add/strategy/").status_code == 403
    assert term_url(page, term) not in body(client.get(term_url("detail", term)))


def test_the_office_adds_corrects_and_retires(client):
    client.force_login(make_office())
    strategy = make_term()
    typed = {
        "parent": strategy.pk,
        "code": "ideas",
        "label_es": "Ideas",
        "label_en": "Ideas",
        "valid_from": "2011-01-01",
    }
    assert client.get("/taxonomy/add/nothing/").status_code == 404
    answer = client.post("/taxonomy/add/subtopic/", typed)
    term = Term.objects.get(code="ideas")
    assert answer.url == term.get_absolute_url()
    assert "Esta clave ya existe" in body(client.post("/taxonomy/add/subtopic/", typed))
    assert "obligatorio" in body(client.post("/taxonomy/add/funding/", {"code": "x"}))
    edited = {"label_es": "Ideas nuevas", "label_en": "New ideas", "position": 3}
    assert client.post(term_url("edit", term), edited).status_code == 302
    assert "obligatorio" in body(client.post(term_url("edit", term), {"label_es": "x"}))
    assert "antes" in body(client.post(term_url("retire", term), {"on": "2001-01-01"}))
    assert client.post(term_url("retire", term), {"on": "2011-06-30"}).status_code == 302
    html = body(client.get(term_url("detail", term)))
    for text in ("Ideas nuevas", "Término retirado", "Término corregido", "30 de junio de 2011"):
        assert text in html
    assert term_url("retire", term) not in html
