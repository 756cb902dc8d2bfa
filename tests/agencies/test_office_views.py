"""The office's screens: each form records through its action, and says at its field what is wrong."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from proim.agencies.models import Agency, Programme, Role, vacant
from proim.agencies.slots import LIAISON_FILTERS, LiaisonFilter
from proim.core.clock import today
from tests.builders.people import make_agency, make_appointment, make_member, make_office, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(client):
    person = make_office()
    client.force_login(person)
    return person


def url(name, *words):
    return reverse(f"agencies:{name}", args=[getattr(word, "code", word) for word in words])


def done(answer):
    assert answer.status_code == 302, answer.content.decode()
    return answer.url


def refused(answer, text):
    assert answer.status_code == 200
    assert text in answer.content.decode()


VERBS = [
    "rename",
    "merge",
    "split",
    "absorb",
    "wind_up",
    "put_in_scope",
    "take_out_of_scope",
    "appoint",
]
OFFICE = ["add", "liaisons", "edit_programme"]


@pytest.mark.parametrize("verb", VERBS)
def test_a_public_agency_refuses_verbs_to_whoever_may_not(client, verb):
    agency = make_agency()
    assert client.get(url(verb, agency)).status_code == 302  # to the sign-in
    client.force_login(make_member(Role.HEAD, agency))
    assert client.get(url(verb, agency)).status_code == 403
    client.force_login(make_office())
    assert client.get(url(verb, agency)).status_code == 200


@pytest.mark.parametrize("page", OFFICE)
def test_pages_of_the_office_are_not_there_for_others(client, page):
    client.force_login(make_member(Role.LIAISON))
    assert client.get(url(page)).status_code == 404


def test_an_agency_is_added(client, office):
    typed = {"name": "Instituto", "acronym": "I", "type": "OPD", "since": "2011-01-01"}
    there = done(client.post(url("add"), typed))
    assert there == Agency.objects.get(name="Instituto").get_absolute_url()
    refused(client.post(url("add"), typed), "Ya hay un ente público con este nombre")


def test_a_new_state_is_recorded_and_the_form_shows_the_present_one(client, office):
    agency = make_agency(name="Uno", sector=make_agency(key="K1"))
    html = client.get(url("rename", agency)).content.decode()
    assert 'value="Uno"' in html
    assert '<option value="K1" selected>' in html
    typed = {"name": "Dos", "acronym": "D", "type": "DEP", "since": "2011-06-15"}
    done(client.post(url("rename", agency), typed))
    refused(client.post(url("rename", agency), typed), "nada cambia")
    refused(
        client.post(url("rename", agency), {**typed, "since": "2199-01-01"}), "todavía no llega"
    )


def test_scope_entries_are_recorded(client, office):
    agency = make_agency()
    entry = {"since": "2011-03-01", "ground": "Acuerdo"}
    done(client.post(url("take_out_of_scope", agency), entry))
    refused(client.post(url("take_out_of_scope", agency), entry), "no está en el ámbito")
    done(client.post(url("put_in_scope", agency), {**entry, "since": "2011-04-01"}))
    refused(client.post(url("put_in_scope", agency), entry | {"since": "2011-05-01"}), "ya está")
    refused(client.post(url("put_in_scope", agency), {"since": "x"}), "obligatorio")


def test_reorganisations_are_recorded(client, office):
    agencies = [make_agency(key=f"K{n}") for n in range(9)]
    end = {"since": "2011-03-01", "ground": "Decreto", "confirm": "1"}
    typed = {**end, "other_1": "K1", "successor": "K2"}
    done(client.post(url("merge", agencies[0]), typed))
    done(client.post(url("split", agencies[3]), {**end, "main": "K4", "other_1": "K5"}))
    done(client.post(url("absorb", agencies[6]), {**end, "successor": "K7"}))
    done(client.post(url("wind_up", agencies[8]), end))
    closed = Agency.objects.filter(closed_on=date(2011, 3, 1)).values_list("key", flat=True)
    assert sorted(closed) == ["K0", "K1", "K3", "K6", "K8"]


@pytest.mark.parametrize(
    ("verb", "typed", "text"),
    [
        ("merge", {"other_1": "K2", "successor": "K2"}, "su propio sucesor"),
        ("split", {"main": "K1", "other_1": "K1"}, "dos sucesores"),
        ("absorb", {"successor": "K1", "since": "2199-01-01"}, "todavía no llega"),
        ("wind_up", {"ground": ""}, "obligatorio"),
        ("absorb", {"successor": "K0"}, "Seleccione una opción válida"),
    ],
)
def test_what_is_wrong_with_a_reorganisation_is_said_in_its_form(client, office, verb, typed, text):
    agencies = [make_agency(key=f"K{n}") for n in range(3)]
    end = {"since": "2011-03-01", "ground": "Decreto"}
    refused(client.post(url(verb, agencies[0]), {**end, **typed}), text)
    assert not Agency.objects.filter(closed_on__isnull=False).exists()


def letter(**fields):
    typed = {
        "role": "liaison",
        "email": "nueva@example.gob.mx",
        "full_name": "Nueva Persona",
        "functional_area": "ict",
        "letter": "SE/1/2011",
        "valid_from": "2011-03-01",
    }
    return {**typed, **fields}


def test_somebody_new_is_appointed_and_invited(client, office):
    agency = make_agency()
    there = done(client.post(url("appoint", agency), letter()))
    html = client.get(there).content.decode()
    assert "Nueva Persona" in html
    assert "invitación" in html
    assert agency not in vacant(today())


def test_somebody_known_is_appointed_by_e_mail_alone(client, office):
    person = make_user(email="ana@example.gob.mx", full_name="Ana Ficticia")
    agency = make_agency()
    done(client.post(url("appoint", agency), letter(email="ANA@example.gob.mx", full_name="")))
    assert agency.appointments.get().person == person


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ({"full_name": ""}, "Nadie tiene todavía este correo"),
        ({"email": "ana@example.gob.mx", "full_name": "Otra"}, "Este correo es de Ana Ficticia"),
        ({"email": "not an address"}, "correo electrónico"),
        ({"letter": ""}, "se nombran por oficio"),
        ({"role": "office"}, "Seleccione una opción válida"),
        ({"valid_to": "2011-02-01"}, "anterior al inicio"),
        ({"valid_from": ""}, "obligatorio"),
    ],
)
def test_what_is_wrong_with_an_appointment_is_said_in_its_form(client, office, typed, text):
    make_user(email="ana@example.gob.mx", full_name="Ana Ficticia")
    agency = make_agency()
    answer = client.post(url("appoint", agency), letter(**typed))
    refused(answer, text)
    assert 'value="SE/1/2011"' in answer.content.decode() or not typed.get("letter", True)
    assert not agency.appointments.exists()


def test_the_form_offers_to_end_the_former_appointment(client, office):
    agency = make_agency()
    former = make_appointment(Role.LIAISON, agency, make_user(full_name="Ana Ficticia"))
    refused(client.post(url("appoint", agency), letter()), "Ana Ficticia es enlace titular")
    done(client.post(url("appoint", agency), letter(end_former="on")))
    former.refresh_from_db()
    assert former.valid_to == date(2011, 2, 28)


def test_administrators_appoint_staff_at_the_agency_in_charge_only(client):
    client.force_login(make_office(Role.ADMINISTRATOR))
    owner = Programme.get().owner
    done(client.post(url("appoint", owner), letter(role="office", letter="")))
    answer = client.post(url("appoint", make_agency()), letter(role="office"))
    refused(answer, "Seleccione una opción válida")


def test_an_appointment_ends_and_the_post_is_vacant(client, office):
    agency = make_agency()
    held = make_appointment(Role.LIAISON, agency)
    yesterday = today() - timedelta(days=1)
    typed = {"on": yesterday.isoformat(), "reason": "Renuncia"}
    refused(client.post(url("end_appointment", held), {**typed, "on": "2001-01-01"}), "empezó")
    done(client.post(url("end_appointment", held), typed))
    assert agency in vacant(today())


def test_the_end_of_an_appointment_is_not_there_for_strangers(client):
    agency = make_agency()
    held = make_appointment(Role.LIAISON, agency)
    client.force_login(make_member(Role.HEAD))
    assert client.get(url("end_appointment", held)).status_code == 404
    client.force_login(make_member(Role.HEAD, agency))
    assert client.get(url("end_appointment", held)).status_code == 403
    client.force_login(make_office())
    staff = make_office().appointments.get()
    assert client.get(url("end_appointment", staff)).status_code == 403


def test_the_list_of_liaisons_shows_who_is_missing(client, office):
    make_appointment(
        Role.LIAISON, make_agency(name="Con Enlace"), make_user(full_name="Ana Ficticia")
    )
    make_agency(name="Sin Enlace")
    outside = make_agency(name="Voluntaria", in_scope=False)
    make_appointment(Role.ALTERNATE, outside)
    make_agency(name="Ajena", in_scope=False)
    html = client.get(url("liaisons")).content.decode()
    for name in ("Con Enlace", "Sin Enlace", "Voluntaria", "Ana Ficticia"):
        assert name in html
    assert "Ajena" not in html
    missing = client.get(url("liaisons"), {"state": "vacant"}).content.decode()
    assert "Con Enlace" not in missing
    assert "Sin Enlace" in missing
    assert "Con Enlace" in client.get(url("liaisons"), {"state": "headless"}).content.decode()
    typed = client.get(url("liaisons"), {"type": "FID"}).content.decode()
    assert "Ningún ente público coincide" in typed


def test_the_list_of_liaisons_costs_the_same_queries_however_long(client, office, queries):
    make_appointment(Role.LIAISON, make_agency())
    with queries() as few:
        client.get(url("liaisons"))
    for _ in range(8):
        agency = make_agency()
        make_appointment(Role.LIAISON, agency)
        make_appointment(Role.HEAD, agency)
    with queries() as many:
        client.get(url("liaisons"))
    assert len(many) == len(few)


def test_a_higher_app_adds_a_filter_to_the_list_of_liaisons(client, office, monkeypatch):
    monkeypatch.setattr(LIAISON_FILTERS, "_items", [])
    LIAISON_FILTERS.add(LiaisonFilter("x", "Sin curso", lambda rows, _day: rows.filter(name="Uno")))
    make_agency(name="Uno")
    make_agency(name="Dos")
    html = client.get(url("liaisons"), {"state": "x"}).content.decode()
    assert "Sin curso" in html
    assert ">Uno</a>" in html
    assert ">Dos</a>" not in html


def test_the_programme_is_corrected_with_dates_as_they_are_given(client):
    client.force_login(make_office(Role.ADMINISTRATOR))
    typed = {
        "name_es": "Programa",
        "name_en": "Programme",
        "acronym": "P",
        "starts": "17/11/2010",
        "ends": "2012",
    }
    done(client.post(url("edit_programme"), typed))
    assert str(Programme.get().ends) == "2012"
    assert 'value="2012"' in client.get(url("edit_programme")).content.decode()
    refused(client.post(url("edit_programme"), {**typed, "ends": "2009"}), "anterior al inicio")
    refused(client.post(url("edit_programme"), {**typed, "ends": "soon"}), "Escriba un año")
