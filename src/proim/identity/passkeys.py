"""The words between a browser and the platform about passkeys (WebAuthn level 2).

A passkey is asked for its user's verification (finger, face or PIN) always, so one use proves both
what a person has and what the person is or knows. The library is loaded at the first use.
"""

import base64
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext as _

from proim.accounts.models import User
from proim.identity.models import Passkey


def begin_adding(request: HttpRequest, person: User) -> tuple[dict[str, Any], Any]:
    """Return the options for the browser that makes a passkey, and what must be kept meanwhile."""
    from fido2.webauthn import PublicKeyCredentialUserEntity  # noqa: PLC0415

    user = PublicKeyCredentialUserEntity(
        id=person.code.bytes, name=person.email, display_name=person.full_name
    )
    options, state = _server(request).register_begin(
        user,
        [_public(key) for key in person.passkeys.all()],
        resident_key_requirement="required",
        user_verification="required",
    )
    return dict(options), state


def finish_adding(request: HttpRequest, state: Any, answer: Any) -> Passkey:
    """Return the unsaved passkey that the browser's ``answer`` tells of.

    Raises:
        ValidationError: it is not the answer to what was asked, or not from this site.
    """
    try:
        found = _server(request).register_complete(state, answer)
        data = found.credential_data
        if data is None:
            raise ValueError("no credential")  # noqa: TRY301
    except Exception as error:
        raise _unusable() from error
    return Passkey(
        credential=_text(data.credential_id), public=_text(bytes(data)), counter=found.counter
    )


def begin_proving(request: HttpRequest, person: User | None) -> tuple[dict[str, Any], Any]:
    """Return the options for a browser that proves a passkey: anybody's, or one of ``person``."""
    keys = [_public(key) for key in person.passkeys.all()] if person else None
    options, state = _server(request).authenticate_begin(keys, user_verification="required")
    return dict(options), state


def proven(request: HttpRequest, state: Any, answer: Any) -> tuple[Passkey, int]:
    """Return the passkey that ``answer`` proves, and how often that key says to have been used.

    Raises:
        ValidationError: nothing is proven; which of the reasons it was is not told.
    """
    try:
        from fido2.webauthn import AuthenticationResponse  # noqa: PLC0415

        said = AuthenticationResponse.from_dict(answer)
        key = Passkey.objects.select_related("person").get(credential=_text(said.raw_id))
        _server(request).authenticate_complete(state, [_public(key)], said)
        handle = said.response.user_handle
        if handle and handle != key.person.code.bytes:
            raise ValueError("another person's")  # noqa: TRY301
    except Exception as error:
        raise _unusable() from error
    counter = int(said.response.authenticator_data.counter)
    if counter <= key.counter and (counter or key.counter):
        raise _unusable()  # a copy of the key is at work
    return key, counter


def _unusable() -> ValidationError:
    return ValidationError(_("This passkey could not be used. Try again."))


def _server(request: HttpRequest) -> Any:
    from fido2.server import Fido2Server  # noqa: PLC0415
    from fido2.webauthn import PublicKeyCredentialRpEntity  # noqa: PLC0415

    host = request.get_host()
    origin = f"{request.scheme}://{host}"
    party = PublicKeyCredentialRpEntity(id=host.partition(":")[0], name=settings.SITE_NAME)
    return Fido2Server(party, verify_origin=lambda said: bool(said == origin))


def _public(key: Passkey) -> Any:
    from fido2.webauthn import AttestedCredentialData  # noqa: PLC0415

    return AttestedCredentialData(_bytes(key.public))


def _text(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def _bytes(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
