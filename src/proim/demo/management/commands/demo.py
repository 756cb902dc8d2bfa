"""Load the demonstration programme; a second time changes nothing."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import translation

from proim.demo import load


class Command(BaseCommand):
    """Load the demonstration into an empty installation and say who can sign in."""

    help = __doc__ or ""

    def handle(self, *args: object, **options: object) -> None:
        """Load, then print the accounts and their password."""
        try:
            is_new = load.load()
        except load.NotEmptyError:
            raise CommandError(
                "This installation has records of its own. The demonstration needs an empty one: "
                "choose another folder with PROIM_DATA or another PROIM_DATABASE_URL."
            ) from None
        except load.TooEarlyError:
            raise CommandError("PROIM_TODAY lies before the demonstration's day.") from None
        state = "loaded" if is_new else "already there"
        self.stdout.write(f"Demonstration programme: {state}. All people in it are invented.")
        with translation.override("en"):  # like the words around it
            for account in load.accounts():
                self.stdout.write(f"  {account.email:42} {account.role}, {account.agency}")
        self.stdout.write(f"  password of all accounts: {load.password()}")
        if settings.TODAY is None:
            day = load.stands_on()
            self.stdout.write(f"  PROIM_TODAY={day} shows it as it stood on its day.")
