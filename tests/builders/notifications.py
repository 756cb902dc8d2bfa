"""A kind of notice about an agency, and what a delivery gives, without any higher app."""

from datetime import date

from proim.agencies.models import Appointment, Role
from proim.core.clock import today
from proim.notifications import outbox, slots, tasks
from proim.notifications.models import Mail, Message, Mode, Preference

KIND = "agencies.sample"


def liaisons(agency, data):
    held = Appointment.objects.on(today()).liaisons().filter(agency=agency)
    return [post.person for post in held.select_related("person")]


def words(agency, data):
    from django.utils.translation import get_language

    told = {"es-mx": "Aviso de prueba", "en": "Sample notice"}[get_language()]
    return slots.Words(
        subject=f"{agency.acronym}: {told}",
        lines=[f"{agency.name}.", data.get("line", "")],
        path=agency.get_absolute_url(),
        label="Ver",
    )


def make_kind(monkeypatch, name=KIND, **changes):
    """Declare a kind for one test; ``mode="digest"`` and the like change it."""
    told = {
        "label": "sample",
        "group": "Samples",
        "model": "agencies.Agency",
        "permission": "agencies.see_people",
        "recipients": liaisons,
        "words": words,
    }
    kind = slots.Kind(name=name, **{**told, **changes})
    kept = [other for other in slots.KINDS if other.name != name]
    monkeypatch.setattr(slots.KINDS, "_items", [*kept, kind])
    return kind


def make_message(person, agency, monkeypatch, **data):
    """Build a message that ``person``, liaison of ``agency``, was told."""
    make_kind(monkeypatch)
    outbox.notify(KIND, agency, **data)
    tasks.deliver.call()
    return Message.objects.filter(person=person).latest("pk")


def end_posts(person, on=date(2011, 1, 1)):
    """End everything that a person holds, behind the back of the actions."""
    Appointment.objects.filter(person=person).update(valid_to=on)


def choose(person, mode=Mode.DIGEST, kind=KIND):
    return Preference.objects.create(person=person, kind=kind, mode=mode)


def states():
    """Return the states of all mails, oldest first."""
    return list(Mail.objects.order_by("pk").values_list("state", flat=True))


def make_liaison_of(agency, **fields):
    from tests.builders.people import make_member

    return make_member(Role.LIAISON, agency, **fields)
