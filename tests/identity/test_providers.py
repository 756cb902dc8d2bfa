"""Both dialects against a provider on this machine: who is linked comes in, all else is refused."""

from urllib.parse import parse_qs, urlsplit

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from django.core.cache import cache
from django.core.exceptions import ImproperlyConfigured

from proim.accounts.models import User
from proim.agencies.models import Appointment
from proim.config.environment import Environment
from proim.config.identities import identity_providers
from proim.identity import actions, wire
from proim.identity.models import Link
from tests.builders.accounts import make_waiting
from tests.builders.identity import with_app
from tests.builders.people import make_user
from tests.builders.provider import CLIENT, Provider

pytestmark = pytest.mark.django_db
DIALECTS = pytest.mark.parametrize("dialect", ["oidc", "llave"])
LOGIN = "/accounts/login/"


@pytest.fixture
def provider(settings):
    cache.clear()
    made = Provider()
    settings.IDENTITY_PROVIDERS = [made.settings("oidc"), made.settings("llave")]
    yield made
    made.close()


def begin(client, dialect: str, way_on: str = "") -> dict[str, str]:
    """Go to the provider; returns what the browser is made to ask there."""
    answer = client.get(f"/identity/providers/{dialect}/", {"next": way_on} if way_on else {})
    return {
        name: values[0] for name, values in parse_qs(urlsplit(answer["Location"]).query).items()
    }


def come_back(client, dialect: str, **said):
    return client.get(f"/identity/providers/{dialect}/back/", said)


def enter(client, provider, dialect: str, way_on: str = ""):
    asked = begin(client, dialect, way_on)
    code = provider.enter("/", asked)
    return come_back(client, dialect, code=code, state=asked["state"])


def is_in(client) -> bool:
    return "_auth_user_id" in client.session


def refused(client, response) -> bool:
    return response["Location"] == LOGIN and not is_in(client)


def test_llave_is_asked_with_exactly_three_words(client, provider):
    asked = begin(client, "llave")
    assert set(asked) == {"client_id", "redirect_url", "state"}
    assert asked["redirect_url"] == "http://127.0.0.1:8000/identity/providers/llave/back/"
    assert len(asked["state"]) >= 40


def test_openid_connect_is_asked_with_pkce_state_and_nonce(client, provider):
    asked = begin(client, "oidc")
    assert asked["response_type"] == "code"
    assert asked["code_challenge_method"] == "S256"
    assert {"client_id", "redirect_uri", "scope", "state", "nonce", "code_challenge"} <= set(asked)
    assert asked["client_id"] == CLIENT


@DIALECTS
def test_a_linked_person_comes_in_and_goes_where_was_wanted(client, provider, dialect):
    person = make_user()
    actions.link(person, dialect, "sujeto-1", by=person)
    assert (
        enter(client, provider, dialect, "/accounts/sessions/")["Location"] == "/accounts/sessions/"
    )
    assert client.session["_auth_user_id"] == str(person.pk)


@DIALECTS
def test_an_invited_person_is_linked_by_the_e_mail_that_the_provider_vouches_for(
    client, provider, dialect
):
    person = make_user(email="ana@example.gob.mx")
    provider.email = "ANA@example.gob.mx"
    enter(client, provider, dialect)
    assert is_in(client)
    assert Link.objects.get().person == person
    provider.email = "otra@example.gob.mx"  # from now on the subject counts
    other = client.__class__()
    enter(other, provider, dialect)
    assert other.session["_auth_user_id"] == str(person.pk)


@DIALECTS
def test_a_stranger_is_refused_and_nothing_is_made(client, provider, dialect):
    before = User.objects.count()
    assert refused(client, enter(client, provider, dialect))
    assert (User.objects.count(), Link.objects.count(), Appointment.objects.count()) == (
        before,
        0,
        0,
    )


@DIALECTS
def test_waiting_disabled_and_unknown_get_the_same_words(client, provider, dialect):
    make_waiting(email="aa@example.gob.mx")
    make_user(email="bb@example.gob.mx", is_active=False)
    words = set()
    for at, email in enumerate(("aa@example.gob.mx", "bb@example.gob.mx", "cc@example.gob.mx")):
        provider.email, provider.subject = email, f"s{at}"
        assert refused(client, enter(client, provider, dialect))
        words.add(str(client.get(LOGIN).context["messages"]._loaded_data))
    assert len(words) == 1
    assert Link.objects.count() == 0


@DIALECTS
def test_an_e_mail_that_nobody_vouches_for_links_nobody(client, provider, settings, dialect):
    make_user(email="ana@example.gob.mx")
    settings.IDENTITY_PROVIDERS = [provider.settings(dialect, trusts_email=False)]
    assert refused(client, enter(client, provider, dialect))


def test_an_unverified_e_mail_links_nobody(client, provider):
    make_user(email="ana@example.gob.mx")
    provider.verified = False
    assert refused(client, enter(client, provider, "oidc"))


@DIALECTS
def test_an_identity_adds_no_right_and_the_second_factor_stays(client, provider, dialect):
    person = make_user(email="ana@example.gob.mx")
    with_app(person)
    assert enter(client, provider, dialect)["Location"] == "/identity/second-factor/"
    assert not is_in(client)
    assert not person.appointments.exists()


@DIALECTS
def test_a_state_is_good_once(client, provider, dialect):
    make_user(email="ana@example.gob.mx")
    asked = begin(client, dialect)
    code = provider.enter("/", asked)
    come_back(client, dialect, code=code, state=asked["state"])
    assert is_in(client)
    client.logout()
    fresh = provider.enter("/", asked)
    assert refused(client, come_back(client, dialect, code=fresh, state=asked["state"]))


@DIALECTS
def test_a_code_is_good_once_also_with_a_fresh_state(client, provider, dialect):
    make_user(email="ana@example.gob.mx")
    asked = begin(client, dialect)
    code = provider.enter("/", asked)
    come_back(client, dialect, code=code, state=asked["state"])
    other = client.__class__()
    fresh = begin(other, dialect)
    provider.codes[code] = fresh  # a provider that would take the code again
    assert refused(other, come_back(other, dialect, code=code, state=fresh["state"]))


@DIALECTS
@pytest.mark.parametrize("state", ["", "otro", None])
def test_a_state_of_another_session_is_refused(client, provider, dialect, state):
    make_user(email="ana@example.gob.mx")
    asked = begin(client, dialect)
    said = {"code": provider.enter("/", asked)} | ({} if state is None else {"state": state})
    assert refused(client, come_back(client, dialect, **said))
    victim = client.__class__()
    assert refused(victim, come_back(victim, dialect, code="x", state=asked["state"]))
    assert provider.calls == []


@DIALECTS
def test_what_was_begun_long_ago_is_over(client, provider, dialect, monkeypatch):
    make_user(email="ana@example.gob.mx")
    asked = begin(client, dialect)
    monkeypatch.setattr("proim.identity.http.OPEN", 0)
    code = provider.enter("/", asked)
    assert refused(client, come_back(client, dialect, code=code, state=asked["state"]))


@DIALECTS
def test_a_refusal_of_the_provider_is_told_in_words(client, provider, dialect):
    asked = begin(client, dialect)
    assert refused(client, come_back(client, dialect, error="access_denied", state=asked["state"]))
    assert "no pudo decirnos quién es usted" in client.get(LOGIN).content.decode()


@pytest.mark.parametrize(
    "wrong",
    [
        {"nonce": "otra"},
        {"aud": "otro"},
        {"iss": "https://otro.example.org"},
        {"exp": 1},
        {"azp": "otro"},
        {"sub": None},
    ],
)
def test_a_token_that_says_something_else_is_refused(client, provider, wrong):
    make_user(email="ana@example.gob.mx")
    provider.wrong = wrong
    assert refused(client, enter(client, provider, "oidc"))


def test_a_token_that_another_key_signed_is_refused(client, provider):
    make_user(email="ana@example.gob.mx")
    provider.key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    assert refused(client, enter(client, provider, "oidc"))


@DIALECTS
def test_a_signed_in_person_links_and_ends_the_link(client, provider, settings, dialect):
    settings.IDENTITY_PROVIDERS = [provider.settings(dialect, trusts_email=False)]
    person = make_user()
    client.force_login(person)
    assert enter(client, provider, dialect)["Location"] == "/identity/"
    link = Link.objects.get()
    assert link.person == person
    stranger = client.__class__()
    stranger.force_login(make_user())
    assert stranger.post(f"/identity/links/{link.code}/end/").status_code == 404
    enter(stranger, provider, dialect)
    assert Link.objects.count() == 1
    assert client.post(f"/identity/links/{link.code}/end/").status_code == 302
    assert not Link.objects.exists()


@DIALECTS
def test_a_provider_that_is_gone_is_told_in_words(client, provider, dialect):
    make_user(email="ana@example.gob.mx")
    asked = begin(client, dialect)
    provider.close()
    assert refused(client, come_back(client, dialect, code="x", state=asked["state"]))
    cache.clear()
    if dialect == "oidc":
        assert refused(client, client.get("/identity/providers/oidc/"))


def test_an_unknown_provider_is_not_found(client):
    assert client.get("/identity/providers/x/").status_code == 404
    assert client.get("/identity/providers/x/back/").status_code == 404


@pytest.mark.parametrize(
    "address", ["http://example.org/", "file:///etc/passwd", "ftp://127.0.0.1/", "//x", ""]
)
def test_only_https_goes_out(address):
    with pytest.raises(wire.UnreachableError):
        wire.get(address)


def test_a_redirect_is_not_followed(provider):
    with pytest.raises(wire.UnreachableError):
        wire.get(f"{provider.url}/authorization?state=x&redirect_uri={provider.url}/keys")


def test_providers_come_from_settings_alone(monkeypatch):
    monkeypatch.setenv("PROIM_OIDC_ISSUER", "https://id.example.org")
    monkeypatch.setenv("PROIM_LLAVE_URL", "https://llave.example.org/oauth.xhtml")
    monkeypatch.setenv("PROIM_LLAVE_FIELDS", "subject=idUsuario,email=correo")
    one, other = identity_providers(Environment())
    assert (one["dialect"], one["trusts_email"]) == ("oidc", False)
    assert other["fields"] == {"subject": "idUsuario", "email": "correo"}
    monkeypatch.setenv("PROIM_OIDC_EMAIL", "quizá")
    with pytest.raises((ImproperlyConfigured, ValueError)):
        identity_providers(Environment())
