"""Begin an empty installation: the agency in charge, and its first administrator."""

from argparse import ArgumentParser

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from proim.accounts.models import User
from proim.agencies import actions
from proim.agencies.models import Agency, AgencyType, Appointment, Programme, Role
from proim.core.clock import today


class Command(BaseCommand):
    """Safe to run again: another person then becomes administrator of the same agency."""

    help = __doc__ or ""

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add who, and for which agency."""
        parser.add_argument("email", help="institutional e-mail of the administrator")
        parser.add_argument("name", help="full name of the administrator")
        parser.add_argument("--agency", default="", help="name of the agency in charge, at first")
        parser.add_argument("--acronym", default="", help="its acronym")
        parser.add_argument(
            "--type", dest="kind", choices=AgencyType.values, default=AgencyType.DEP
        )

    def handle(
        self,
        *,
        email: str,
        name: str,
        agency: str,
        acronym: str,
        kind: str,
        **options: object,
    ) -> None:
        """Add what is missing, appoint and invite."""
        try:
            with transaction.atomic():
                owner = Programme.get().owner or self._owner(agency, acronym, kind)
                person = User.objects.filter(email__iexact=email).first()
                person = person or User(email=email, full_name=name)
                draft = Appointment(
                    person=person, agency=owner, role=Role.ADMINISTRATOR, valid_from=today()
                )
                actions.appoint(draft, by=None)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        self.stdout.write(
            f"{name} administers the platform for {owner}. The invitation to {email} goes out while the server runs"
            " (without PROIM_EMAIL_URL it is a file in the folder mail of PROIM_DATA)."
        )

    def _owner(self, name: str, acronym: str, kind: str) -> Agency:
        if not name or not acronym:
            raise CommandError("Name the agency in charge: --agency and --acronym.")
        draft = Agency(name=name, acronym=acronym, type=kind)
        owner = actions.add(draft, since=today(), by=None)
        programme = Programme.get()
        programme.owner = owner
        actions.edit_programme(programme, ["owner"], by=None)
        return owner
