import uuid
from typing import Any, Self

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from proim.core.permissions import RuledQuerySet
from proim.core.sorting import sorted_by


class UserQuerySet(RuledQuerySet["User"]):
    """Questions about many people."""

    def active(self) -> Self:
        """Keep the people who may sign in."""
        return self.filter(is_active=True)

    def disabled(self) -> Self:
        """Keep the people who may no longer sign in."""
        return self.filter(is_active=False)

    def waiting(self) -> Self:
        """Keep the people who have not yet taken their account: they have no password."""
        return self.active().filter(password__startswith=UNUSABLE_PASSWORD_PREFIX)

    def settled(self) -> Self:
        """Keep the people who have taken their account and may sign in."""
        return self.active().exclude(password__startswith=UNUSABLE_PASSWORD_PREFIX)

    def matching(self, text: str) -> Self:
        """Keep the people whose name, e-mail or post holds each word of ``text``."""
        found = self
        for word in text.split():
            found = found.filter(
                Q(full_name__icontains=word) | Q(email__icontains=word) | Q(post__icontains=word)
            )
        return found


class UserManager(BaseUserManager.from_queryset(UserQuerySet)):  # type: ignore[misc]
    """Finds people by e-mail whatever the case, and makes them without a usable password."""

    def get_by_natural_key(self, username: str | None) -> "User":
        found: User = self.get(email__iexact=username)
        return found

    def create_user(
        self, email: str, full_name: str, password: str | None = None, **more: Any
    ) -> "User":
        """Store a person; without ``password`` the account waits for its invitation."""
        user: User = self.model(email=email.strip().lower(), full_name=full_name, **more)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """A person who signs in: a public servant, later also an expert or a citizen."""

    code = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    email = models.EmailField(_("e-mail"), unique=True)
    full_name = models.CharField(_("full name"), max_length=150)
    post = models.CharField(_("post"), max_length=150, blank=True)
    phone = models.CharField(_("telephone"), max_length=40, blank=True)
    language = models.CharField(
        _("language"), max_length=10, choices=settings.LANGUAGES, default="es-mx"
    )
    uses_shortcuts = models.BooleanField(_("use keyboard shortcuts"), default=True)
    is_active = models.BooleanField(_("may sign in"), default=True)
    joined_at = models.DateTimeField(default=timezone.now, editable=False)

    name_key = sorted_by("full_name", 150)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["full_name"]

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ["name_key", "pk"]  # as Spanish sorts
        indexes = [models.Index(fields=["name_key", "id"], name="user_by_name")]
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="user_email_once",
                violation_error_message=_("There is already an account with this e-mail."),
            )
        ]

    def __str__(self) -> str:
        return self.full_name

    def get_full_name(self) -> str:
        return self.full_name

    def get_absolute_url(self) -> str:
        return reverse("accounts:person", args=[self.code])

    @property
    def is_waiting(self) -> bool:
        """Whether the account still waits for the person to take it."""
        return self.is_active and not self.has_usable_password()
