from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from proim.accounts.slots import ENTRANCES, PERSON_PARTS, Part
from proim.audit.slots import VERBS, Verb
from proim.ui.slots import ACCOUNT_MENU, NavItem


class IdentityConfig(AppConfig):
    name = "proim.identity"

    def ready(self) -> None:
        from proim.identity import parts, rules  # noqa: F401, PLC0415 - registers the permissions

        ENTRANCES.add(Part("identity/entrance.html", parts.of_entrance))
        PERSON_PARTS.add(Part("identity/person_part.html", parts.of_person))
        ACCOUNT_MENU.add(NavItem(_("Ways into my account"), "identity:security", "member"))
        for name, label in {
            "ask": _("was asked for a second factor"),
            "add_app": _("added an authenticator app"),
            "add_passkey": _("added a passkey"),
            "renew_codes": _("made new recovery codes"),
            "use_app": _("entered with the authenticator app"),
            "use_code": _("entered with a recovery code"),
            "use_passkey": _("entered with a passkey"),
            "remove_passkey": _("removed a passkey"),
            "remove_app": _("removed the authenticator app"),
            "recover": _("removed the second factors of the person"),
            "link": _("linked an identity of a provider"),
            "use_link": _("entered by a provider"),
            "unlink": _("ended the link to a provider"),
        }.items():
            VERBS.add(Verb(f"identity.{name}", label))
