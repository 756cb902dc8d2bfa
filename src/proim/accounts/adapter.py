"""Where allauth asks this platform: who may sign in, how often, and what is noted about it."""

import logging
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.internal import ratelimit
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from proim.accounts import actions, limits, sessions
from proim.accounts.formulas import device_of
from proim.accounts.language import remember_language
from proim.accounts.models import User, must_accept

log = logging.getLogger("proim.security")


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]
    """People come by invitation, sign in with their e-mail, and are counted when they fail."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": _("The e-mail or the password is not right."),
        "enter_current_password": _("This is not your current password."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """Count failures for an e-mail and a network address together: see ``limits``."""
        return f"{credentials.get('email', '').lower()} {self.get_client_ip(request)}"

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Refuse the attempt, before any password is looked at, when a limit is reached."""
        email = credentials.get("email", "").lower()
        try:
            super().pre_authenticate(request, **credentials)
            # Last: attempts refused above must not count against the owner of the e-mail.
            self._of_email = ratelimit.consume(
                request, app=limits.APP, action=limits.EMAIL, key=email
            )
            if not self._of_email:
                raise self.validation_error("too_many_login_attempts")
        except ValidationError:
            pair = self._get_login_attempts_cache_key(request, **credentials)
            wait = max(
                limits.minutes_left(request, limits.PAIR, pair),
                limits.minutes_left(request, limits.EMAIL, email),
            )
            log.warning("sign-in refused: too many attempts from %s", self.get_client_ip(request))
            raise ValidationError(limits.try_again(wait), code="too_many") from None

    def _rollback_login_failed_rl_usage(self) -> None:
        super()._rollback_login_failed_rl_usage()
        self._of_email.rollback()

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        log.warning("sign-in failed from %s", self.get_client_ip(request))

    def get_login_stages(self) -> list[str]:
        """Ask for the second factor, where there is one, between the password and the session."""
        return [settings.SECOND_FACTOR_STAGE]

    def login(self, request: HttpRequest, user: User) -> None:
        """Sign in: Django changes the key of the session, and its times begin anew."""
        super().login(request, user)
        sessions.begin(request.session, device_of(self.get_http_user_agent(request)))
        if must_accept(user):
            request.session[sessions.NOTICE] = True
        log.info("signed in: person %s from %s", user.pk, self.get_client_ip(request))

    def post_login(self, request: HttpRequest, user: User, **options: Any) -> HttpResponse:
        """Go on in the language that the person chose."""
        response: HttpResponse = super().post_login(request, user, **options)
        remember_language(response, user.language)
        return response

    def logout(self, request: HttpRequest) -> None:
        log.info("signed out: person %s", request.user.pk)
        super().logout(request)

    def set_password(self, user: User, password: str) -> None:
        """Store a password that the form has already found good."""
        user.password = actions.set_password(user, password, by=user).password

    def send_notification_mail(
        self, template_prefix: str, user: User, *args: Any, **options: Any
    ) -> None:
        """Send nothing here: the action has enqueued the mail. Clear the way for the new password."""
        for action, key in (
            (limits.PAIR, self._get_login_attempts_cache_key(self.request, email=user.email)),
            (limits.EMAIL, user.email),
        ):
            ratelimit.clear(self.request, app=limits.APP, action=action, key=key)
