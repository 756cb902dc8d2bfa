from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from proim.accounts.models.person import User
from proim.core.clock import today

HOW = _("Each part: a line with its heading, then its text. An empty line between two parts.")


class PrivacyNotice(models.Model):
    """A version of the privacy notice. Rows are only ever added: what somebody accepted stays."""

    version = models.PositiveIntegerField(_("version"), unique=True)
    since = models.DateField(_("in force from"))
    short_es = models.TextField(_("short notice"))
    short_en = models.TextField(_("short notice in English"))
    text_es = models.TextField(_("whole notice"), help_text=HOW)
    text_en = models.TextField(_("whole notice in English"), help_text=HOW)
    published_at = models.DateTimeField(_("published"), default=timezone.now, editable=False)
    published_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("privacy notice")
        verbose_name_plural = _("privacy notices")
        ordering = ["-version"]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.version}"

    @classmethod
    def current(cls) -> "PrivacyNotice":
        """Return the version in force; the migrations make the first one. One query."""
        found: PrivacyNotice = cls._default_manager.filter(since__lte=today()).latest("version")
        return found

    def _told(self, name: str) -> str:
        english = (get_language() or "").startswith("en")
        return str(getattr(self, f"{name}_{'en' if english else 'es'}"))

    @property
    def short(self) -> str:
        """The short notice in the reader's language."""
        return self._told("short")

    @property
    def parts(self) -> list[tuple[str, str]]:
        """Heading and text of each part of the whole notice, in the reader's language."""
        return parts_of(self._told("text"))


def parts_of(text: str) -> list[tuple[str, str]]:
    """Return (heading, text) of each part; a part of one line has no heading."""
    found = []
    for part in "\n".join(text.splitlines()).split("\n\n"):
        first, _end, rest = part.strip().partition("\n")
        if first:
            found.append((first, rest.strip()) if rest.strip() else ("", first))
    return found


def must_accept(person: Any) -> bool:
    """Say whether the version in force is one that ``person`` has not accepted yet; two queries."""
    wanted = str(PrivacyNotice.current().version)
    return not person.acceptances.filter(notice=wanted).exists()
