"""What is written so that only this installation reads it: the keys follow from its signing key.

The enciphering library is loaded when the first secret is read, so that a server whose people use
no authenticator app does not carry it.
"""

import base64
import secrets
from typing import Any

from django.conf import settings
from django.utils.crypto import salted_hmac

SALT = "proim.identity.vault"
# No letters and figures that are taken for each other: 31 ^ 10 is more than 2 ^ 49 codes.
SIGNS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
CODES, LENGTH = 10, 10


def lock(secret: bytes) -> str:
    """Encipher ``secret``."""
    return str(_fernet().encrypt(secret).decode())


def unlock(kept: str) -> bytes:
    """Return what ``lock`` enciphered, also with a signing key of before (``SECRET_KEY_FALLBACKS``)."""
    return bytes(_fernet().decrypt(kept.encode()))


def new_codes() -> list[str]:
    """Return ten codes to be written down: ``7KQ2M-X9DPA``."""
    signs = ["".join(secrets.choice(SIGNS) for _sign in range(LENGTH)) for _code in range(CODES)]
    return [f"{one[:5]}-{one[5:]}" for one in signs]


def digest(person: Any, code: str) -> str:
    """Return what is kept of a recovery code; spaces, dashes and case do not matter."""
    plain = "".join(sign for sign in code.upper() if sign.isalnum())
    return salted_hmac(f"{SALT}.codes", f"{person.pk} {plain}", algorithm="sha256").hexdigest()


def _fernet() -> Any:
    from cryptography.fernet import Fernet, MultiFernet  # noqa: PLC0415 - see above

    keys = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    made = [salted_hmac(SALT, "", secret=key, algorithm="sha256").digest() for key in keys]
    return MultiFernet([Fernet(base64.urlsafe_b64encode(key)) for key in made])
