"""Making a copy that was asked for, beside the page."""

import secrets
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from proim.core.clock import today
from proim.notifications.outbox import notify
from proim.privacy import packing
from proim.privacy.kinds import days_of
from proim.privacy.models import Export


def make(wanted: Export) -> Export:
    """Write the copy to its place and tell the person; a copy that is there stays."""
    name = f"{secrets.token_hex(16)}.zip"
    path = packing.place(name)
    with path.open("wb") as file:
        for chunk in packing.packed(wanted.person):
            file.write(chunk)
    path.chmod(0o600)
    with transaction.atomic():
        wanted.name, wanted.size = name, path.stat().st_size
        wanted.made_at = timezone.now()
        wanted.expires_on = today() + timedelta(days=days_of("export"))
        wanted.save(update_fields=["name", "size", "made_at", "expires_on"])
        notify("privacy.prepared", wanted, key=str(wanted.code))
    return wanted
