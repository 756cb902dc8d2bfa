"""Which providers may tell who somebody is: read from settings, as plain data."""

from typing import Any

from proim.config.environment import Environment

FIELDS = "subject=id,email=email"


def identity_providers(env: Environment) -> list[dict[str, Any]]:
    """Return the providers that are set up: OpenID Connect, Llave, both or none."""
    oidc = {
        "key": "oidc",
        "dialect": "oidc",
        "issuer": env.text("PROIM_OIDC_ISSUER", "", "https://… of an OpenID Connect provider"),
        "client": env.text("PROIM_OIDC_CLIENT", "", "client id at that provider"),
        "secret": env.text("PROIM_OIDC_SECRET", "", "client secret at that provider"),
        "name": env.text("PROIM_OIDC_NAME", "OpenID Connect", "what people call that provider"),
        "trusts_email": env.flag(
            "PROIM_OIDC_EMAIL", default=False, about="its verified e-mail links an invited person"
        ),
    }
    fields = env.text("PROIM_LLAVE_FIELDS", FIELDS, "names of subject and e-mail in Llave's data")
    llave = {
        "key": "llave",
        "dialect": "llave",
        "authorize": env.text("PROIM_LLAVE_URL", "", "https://… where Llave asks people to enter"),
        "token": env.text("PROIM_LLAVE_TOKEN_URL", "", "https://… where Llave changes the code"),
        "user": env.text("PROIM_LLAVE_USER_URL", "", "https://… where Llave tells of the person"),
        "client": env.text("PROIM_LLAVE_CLIENT", "", "client id at Llave"),
        "secret": env.text("PROIM_LLAVE_SECRET", "", "client secret at Llave"),
        "name": env.text("PROIM_LLAVE_NAME", "Llave", "what people call it"),
        "trusts_email": env.flag(
            "PROIM_LLAVE_EMAIL", default=False, about="its e-mail links an invited person"
        ),
        "fields": dict(pair.split("=", 1) for pair in fields.split(",") if "=" in pair),
    }
    return [one for one in (oidc, llave) if one.get("issuer") or one.get("authorize")]
