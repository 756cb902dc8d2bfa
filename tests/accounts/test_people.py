"""The office's pages about people, and everybody's own profile."""

import pytest
from django.urls import reverse

from proim.accounts import actions
from proim.accounts.models import User
from proim.agencies.models import Role
from tests.builders.accounts import make_waiting
from tests.builders.people import make_member, make_office, make_user

pytestmark = pytest.mark.django_db
PEOPLE = "/accounts/people/"


@pytest.fixture
def office(client):
    person = make_office()
    client.force_login(person)
    return person


def test_the_list_finds_by_name_e_mail_post_and_access(client, office):
    make_user(full_name="Ana Ruiz", post="Directora de Planeación")
    make_waiting(full_name="Berta Sol")
    make_user(full_name="Carla Luna", is_active=False)

    def names(query: str) -> list[str]:
        rows = client.get(f"{PEOPLE}?{query}").context["rows"]
        return [person.full_name for person, _ in rows]

    assert names("text=planea+ruiz") == ["Ana Ruiz"]
    assert names("access=waiting") == ["Berta Sol"]
    assert names("access=disabled") == ["Carla Luna"]
    assert "Ana Ruiz" in names("access=settled")
    assert len(names("access=nonsense")) == 4


def test_the_list_costs_the_same_for_one_page_of_people_and_for_many(client, office, queries):
    make_member(Role.LIAISON)
    client.get(PEOPLE)
    with queries() as few:
        client.get(PEOPLE)
    for _ in range(12):
        make_member(Role.LIAISON)
    with queries() as many:
        client.get(PEOPLE)
    assert len(few) == len(many)


def test_htmx_gets_the_results_alone(htmx):
    htmx.force_login(make_office())
    page = htmx.get(PEOPLE).content.decode()
    assert 'id="results"' in page
    assert "<html" not in page


@pytest.mark.parametrize("role", [Role.LIAISON, Role.ALTERNATE, Role.HEAD, None])
def test_the_pages_of_the_office_do_not_exist_for_others(client, role):
    client.force_login(make_member(role) if role else make_user())
    stranger = make_waiting()
    assert client.get(PEOPLE).status_code == 404
    assert client.get(reverse("accounts:create")).status_code == 404
    assert client.get(stranger.get_absolute_url()).status_code == 404
    for verb in ("invite", "disable", "enable"):
        assert client.post(reverse(f"accounts:{verb}", args=[stranger.code])).status_code == 404
    assert client.get(reverse("accounts:change_email", args=[stranger.code])).status_code == 404


def test_visitors_are_asked_to_sign_in(client):
    person = make_user()
    for name in ("people", "create", "profile", "sessions"):
        assert "/accounts/login/" in client.get(reverse(f"accounts:{name}"))["Location"]
    assert "/accounts/login/" in client.get(person.get_absolute_url())["Location"]


def test_the_office_adds_somebody_and_sends_the_invitation(client, office):
    typed = {"full_name": "Ana Ruiz", "email": "ana@example.gob.mx", "language": "es-mx"}
    response = client.post(reverse("accounts:create"), typed, follow=True)
    assert "Se agregó a Ana Ruiz" in response.content.decode()
    person = User.objects.get(email="ana@example.gob.mx")
    response = client.post(reverse("accounts:invite", args=[person.code]), follow=True)
    page = response.content.decode()
    assert "La invitación va en camino a ana@example.gob.mx" in page
    assert "Enviar otra vez la invitación" in page


def test_what_was_typed_wrongly_is_told_at_its_field_and_kept(client, office):
    make_user(email="ana@example.gob.mx")
    typed = {"full_name": "Ana Ruiz", "email": "ANA@example.gob.mx", "language": "es-mx"}
    page = client.post(reverse("accounts:create"), typed).content.decode()
    assert "Ya existe una cuenta con este correo" in page
    assert 'value="Ana Ruiz"' in page


def test_the_page_of_a_person_tells_the_whole_story(client, office):
    person = make_member(Role.LIAISON, password=None, full_name="Ana Ruiz")
    actions.invite(person, by=office)
    actions.accept(person, "nube-lápiz-tranvía-07", by=person)
    actions.edit_profile(person, {"post": "Directora"}, by=person)
    page = client.get(person.get_absolute_url()).content.decode()
    for words in (
        "Envió la invitación",
        "Activó la cuenta y aceptó el aviso de privacidad",
        "Editó el perfil",
        "versión 1, aceptada el",
        "Con acceso",
    ):
        assert words.lower() in page.lower()


def test_a_person_who_is_no_office_sees_only_their_own_page_without_buttons(client):
    person = make_user()
    client.force_login(person)
    page = client.get(person.get_absolute_url()).content.decode()
    assert "Deshabilitar la cuenta" not in page
    assert client.post(reverse("accounts:disable", args=[person.code])).status_code == 403


def test_disabling_and_enabling_are_told(client, office):
    person = make_user(full_name="Ana Ruiz")
    page = client.post(reverse("accounts:disable", args=[person.code]), follow=True)
    assert "Ana Ruiz ya no puede entrar." in page.content.decode()
    page = client.post(reverse("accounts:disable", args=[person.code]), follow=True)
    assert "Esta cuenta ya está deshabilitada." in page.content.decode()
    page = client.post(reverse("accounts:enable", args=[person.code]), follow=True)
    assert "Ana Ruiz puede entrar de nuevo." in page.content.decode()


def test_an_administrator_changes_an_e_mail_and_the_office_sees_no_such_page(client, office):
    person = make_user()
    url = reverse("accounts:change_email", args=[person.code])
    assert client.get(url).status_code == 404
    client.force_login(make_office(Role.ADMINISTRATOR))
    assert person.email in client.get(url).content.decode()
    other = make_user()
    page = client.post(url, {"email": other.email}).content.decode()
    assert "Ya existe una cuenta con este correo" in page
    assert client.post(url, {"email": "nuevo@example.gob.mx"}).status_code == 302
    person.refresh_from_db()
    assert person.email == "nuevo@example.gob.mx"


def test_people_edit_their_own_profile_and_nothing_else_of_it(client):
    person = make_user(full_name="Ana")
    client.force_login(person)
    typed = {"full_name": "Ana Ruiz", "post": "Enlace", "phone": "5550 ext. 2", "language": "en"}
    smuggled = {"email": "evil@example.org", "is_active": "", "password": "x"}
    response = client.post("/accounts/profile/", {**typed, **smuggled})
    assert response.cookies["language"].value == "en"
    person.refresh_from_db()
    assert (person.full_name, person.phone) == ("Ana Ruiz", "5550 ext. 2")
    assert person.email != "evil@example.org"
    assert person.is_active
    assert "Your profile was saved." in client.get("/accounts/profile/").content.decode()


def test_a_wrong_profile_is_kept_on_the_page(client):
    person = make_user(full_name="Ana")
    client.force_login(person)
    page = client.post("/accounts/profile/", {"full_name": "", "post": "Enlace nuevo"})
    assert 'value="Enlace nuevo"' in page.content.decode()


def test_hostile_text_is_text(client, office):
    marker = "<i>&\"'"
    person = make_member(Role.LIAISON, full_name=marker, post=marker, phone=marker)
    for url in (PEOPLE, person.get_absolute_url()):
        page = client.get(url).content.decode()
        assert "&lt;i&gt;&amp;" in page
        assert "<i>" not in page
