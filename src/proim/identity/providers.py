"""Providers outside that tell who somebody is. Two dialects, one promise: an identity, never a right.

``oidc`` is OpenID Connect: addresses from the provider's own document, PKCE, state, nonce, signed
token. ``llave`` is the dialect of the city's and the federal Llave: the first address takes exactly
``client_id``, ``redirect_url`` and ``state``; there is no signed token, so the data are read from the
provider over its own channel, and a code is taken once here as well (domain.md 5.3).
"""

import base64
import hashlib
import secrets
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode, urljoin

from django.conf import settings
from django.core.cache import cache
from django.urls import reverse
from django.utils.crypto import constant_time_compare

from proim.identity import wire

CODE_KEPT = 3600  # seconds in which a code that was used is known again


class RefusedError(Exception):
    """What the provider says cannot be trusted; the reason is for the log, not for the screen."""


@dataclass(frozen=True, slots=True)
class Provider:
    """One provider, as settings declare it."""

    key: str
    name: str
    dialect: str
    client: str
    secret: str
    issuer: str = ""
    authorize: str = ""
    token: str = ""
    user: str = ""
    trusts_email: bool = False
    fields: dict[str, str] = field(default_factory=dict)

    @property
    def back(self) -> str:
        """The address to which the provider sends people back: on the configured host."""
        return urljoin(settings.SITE_URL, reverse("identity:provider_back", args=[self.key]))


@dataclass(frozen=True, slots=True)
class Told:
    """What a provider said of somebody: subject, and an e-mail if it vouches for it."""

    subject: str
    email: str


def all_providers() -> dict[str, Provider]:
    """Return the providers that settings declare, by key."""
    return {said["key"]: Provider(**said) for said in settings.IDENTITY_PROVIDERS}


def start(provider: Provider) -> tuple[str, dict[str, str]]:
    """Return where to send the browser, and what to keep in its session until it comes back."""
    kept = {name: secrets.token_urlsafe(32) for name in ("state", "nonce", "verifier")}
    if provider.dialect == "llave":
        asked = {"client_id": provider.client, "redirect_url": provider.back}
        return _with(provider.authorize, asked | {"state": kept["state"]}), kept
    asked = {
        "response_type": "code",
        "client_id": provider.client,
        "redirect_uri": provider.back,
        "scope": "openid email profile",
        "state": kept["state"],
        "nonce": kept["nonce"],
        "code_challenge": _challenge(kept["verifier"]),
        "code_challenge_method": "S256",
    }
    return _with(_document(provider)["authorization_endpoint"], asked), kept


def finish(provider: Provider, kept: dict[str, str] | None, said: dict[str, str]) -> Told:
    """Return who came back, if ``said`` (the query of the address) answers what was asked.

    Raises:
        RefusedError: nothing was asked, the state is another, the code was used, or the token is not right.
    """
    if not kept or not constant_time_compare(kept["state"], said.get("state", "")):
        raise RefusedError("state")
    code = said.get("code", "")
    if not code or said.get("error"):
        raise RefusedError("no code")
    used = hashlib.sha256(f"{provider.key} {code}".encode()).hexdigest()
    if not cache.add(f"identity.code.{used}", 1, CODE_KEPT):
        raise RefusedError("code used before")
    try:
        return (_from_llave if provider.dialect == "llave" else _from_oidc)(provider, kept, code)
    except (wire.UnreachableError, KeyError, TypeError, ValueError) as error:
        raise RefusedError(str(error)) from error


def _from_oidc(provider: Provider, kept: dict[str, str], code: str) -> Told:
    document = _document(provider)
    answer = wire.post(
        document["token_endpoint"],
        {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": provider.back,
            "code_verifier": kept["verifier"],
            "client_id": provider.client,
            "client_secret": provider.secret,
        },
    )
    claims = _claims(provider, document, answer["id_token"])
    if not constant_time_compare(str(claims.get("nonce", "")), kept["nonce"]):
        raise RefusedError("nonce")
    vouched = claims.get("email_verified") is True and provider.trusts_email
    return Told(str(claims["sub"]), str(claims.get("email", "")).lower() if vouched else "")


def _claims(provider: Provider, document: dict[str, Any], token: str) -> dict[str, Any]:
    """Return what the signed token says (OpenID Connect Core 1.0, section 3.1.3.7)."""
    import jwt  # noqa: PLC0415 - loaded when the first person comes from a provider

    try:
        keys = jwt.PyJWKSet.from_dict(wire.get(document["jwks_uri"]))
        wanted = jwt.get_unverified_header(token).get("kid")
        key = next(k for k in keys.keys if wanted is None or k.key_id == wanted)
        claims: dict[str, Any] = jwt.decode(
            token,
            key.key,
            algorithms=["RS256", "PS256", "ES256"],
            audience=provider.client,
            issuer=provider.issuer,
            leeway=30,
            options={"require": ["exp", "iat", "sub", "aud", "iss"]},
        )
    except (jwt.PyJWTError, StopIteration) as error:
        raise RefusedError(f"token: {error}") from error
    if claims.get("azp", provider.client) != provider.client:
        raise RefusedError("token is for another")
    return claims


def _from_llave(provider: Provider, kept: dict[str, str], code: str) -> Told:
    answer = wire.post(
        provider.token,
        {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_url": provider.back,
            "client_id": provider.client,
            "client_secret": provider.secret,
        },
    )
    person = wire.get(provider.user, bearer=str(answer["access_token"]))
    subject = str(person[provider.fields["subject"]])
    if not subject:
        raise RefusedError("no subject")
    email = str(person.get(provider.fields["email"], "")).lower()
    return Told(subject, email if provider.trusts_email else "")


def _document(provider: Provider) -> dict[str, Any]:
    """Return the provider's own description, read once an hour."""
    name = f"identity.document.{provider.key}"
    found: dict[str, Any] | None = cache.get(name)
    if found is None:
        found = wire.get(provider.issuer.rstrip("/") + "/.well-known/openid-configuration")
        if found.get("issuer") != provider.issuer:
            raise RefusedError("issuer")
        cache.set(name, found, 3600)
    return found


def _challenge(verifier: str) -> str:
    digest = hashlib.sha256(verifier.encode()).digest()
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")


def _with(address: str, asked: dict[str, str]) -> str:
    return f"{address}{'&' if '?' in address else '?'}{urlencode(asked)}"
