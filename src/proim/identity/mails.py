"""The mails about proofs, in the language of who receives them."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from proim.accounts.mails import address, send
from proim.accounts.models import User

SUBJECTS = {
    "begun": gettext_lazy("Your account now asks for a second factor"),
    "removed": gettext_lazy("A second factor was removed from your account"),
    "codes": gettext_lazy("You have new recovery codes"),
    "code_used": gettext_lazy("A recovery code was used"),
    "recovered": gettext_lazy("The second factors of your account were removed"),
    "linked": gettext_lazy("Another way into your account was linked"),
}


def notice(person: User, kind: str) -> None:
    """Mail what changed, and what to do if it was not the person."""
    with override(person.language):
        words = {"what": SUBJECTS[kind], "link": address("identity:security")}
        forms = ["identity/mail/notice.txt", "identity/mail/notice.html"]
        send(forms, person, _("%(what)s") % {"what": SUBJECTS[kind]}, words)
