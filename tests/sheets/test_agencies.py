"""Public entities, people and appointments come in and go out as sheets, through their own actions."""

from datetime import date

import pytest
from django.core import mail

from proim.accounts.models import User
from proim.agencies import actions as agencies
from proim.agencies.models import Agency, AgencyVersion, Appointment, Handover, Role
from proim.agencies.workflow import HandoverStatus
from proim.audit.models import Event
from proim.core.errors import DomainError
from proim.sheets import actions
from proim.sheets.slots import Facts
from tests.builders.accounts import run_tasks
from tests.builders.notices import make_notice
from tests.builders.people import START, make_agency, make_member, make_office
from tests.builders.projects import make_project
from tests.builders.sheets import as_csv, checked, make_template, problems, told

pytestmark = pytest.mark.django_db
HEAD = ["clave", "siglas", "nombre", "tipo", "sector", "en_alcance"]
SINCE = date(2011, 6, 1)
FACTS = Facts("", SINCE, "Decreto")


def store(batch):
    return actions.commit(actions.begin(batch, by=batch.person), by=batch.person)


def test_public_entities_begin_with_their_heads_of_sector_from_the_same_file():
    office = make_office()
    rows = [
        ["K2", "INEJ", "Instituto de Ejemplo", "OPD", "SEJ", "no"],
        ["K1", "SEJ", "Secretaría de Ejemplo", "DEP", "", "sí"],
    ]
    batch = checked(office, FACTS, as_csv([HEAD, *rows]), "agencies")
    assert told(batch) == {"new": 2}
    store(batch)
    institute = Agency.objects.get(key="K2")
    assert institute.sector.key == "K1"
    assert Agency.objects.get(key="K1").is_in_scope_on(SINCE)
    assert not institute.is_in_scope_on(SINCE)
    assert told(checked(office, FACTS, as_csv([HEAD, *rows]), "agencies")) == {"unchanged": 2}


def test_a_new_name_holds_from_the_day_of_the_file_and_is_given_back():
    office, agency = make_office(), make_agency(key="K1", name="Secretaría Vieja")
    data = as_csv([["clave", "nombre", "en_alcance"], ["K1", "Secretaría Nueva", "no"]])
    batch = checked(office, FACTS, data, "agencies")
    assert told(batch) == {"changed": 1}
    batch = store(batch)
    agency.refresh_from_db()
    assert (agency.name, agency.is_in_scope_on(SINCE)) == ("Secretaría Nueva", False)
    assert agency.version_on(START).name == "Secretaría Vieja"
    actions.undo(batch, by=office)
    agency.refresh_from_db()
    assert (agency.name, agency.is_in_scope_on(SINCE)) == ("Secretaría Vieja", True)
    assert AgencyVersion.objects.filter(agency=agency).count() == 3


def test_what_an_action_refuses_is_told_at_its_row_and_nothing_is_stored():
    office = make_office()
    rows = [["K1", "A", "Secretaría de ejemplo", "DEP", "", ""], ["K2", "B", "Otra", "DEP", "", ""]]
    batch = checked(office, FACTS, as_csv([HEAD, *rows]), "agencies")
    make_agency(name="Secretaría de Ejemplo")  # after the check
    batch = actions.begin(batch, by=office)
    with pytest.raises(actions.RefusedLinesError) as refusal:
        actions.commit(batch, by=office)
    batch = actions.refuse(batch, refusal.value, by=office)
    assert not Agency.objects.filter(key="K2").exists()
    assert problems(batch) == [(2, "nombre")]
    assert told(store(batch)) == {"new": 1, "error": 1}


def added(office):
    rows = [["K2", "B", "Dos", "OPD", "A", "sí"], ["K1", "A", "Una", "DEP", "", "sí"]]
    return store(checked(office, FACTS, as_csv([HEAD, *rows]), "agencies"))


def test_added_entities_are_taken_back_with_their_heads_of_sector():
    office = make_office()
    batch = added(office)
    actions.undo(batch, by=office)
    assert not Agency.objects.filter(key__in=["K1", "K2"]).exists()
    taken = Event.objects.filter(verb="agencies.take_back").order_by("sequence")
    assert [event.data["changes"]["name"][0] for event in taken] == ["Dos", "Una"]


@pytest.mark.parametrize("what", ["project", "appointment", "notice", "name"])
def test_an_added_entity_on_which_something_stands_stays_and_it_is_said_what(what):
    office = make_office()
    batch = added(office)
    agency = Agency.objects.get(key="K1")
    if what == "project":
        make_project(agency)
    elif what == "appointment":
        make_member(Role.LIAISON, agency)
    elif what == "notice":
        make_notice(agency, "2011-07-04")
    else:
        agencies.rename(agency, since=date(2011, 7, 1), name="Otra", by=None)
    said = {"project": "Proyectos: 1", "appointment": "Nombramientos: 1"}
    said |= {"notice": "Avisos de días inhábiles: 1", "name": "cambió"}
    with pytest.raises(DomainError, match=said[what]):
        actions.undo(batch, by=office)
    assert Agency.objects.filter(key__in=["K1", "K2"]).count() == 2


def test_people_are_appointed_and_invited_and_told_where_something_lacks():
    office, agency = make_office(), make_agency(key="K1", acronym="SEJ")
    head = ["Dependencia", "Rol", "Correo", "Nombre completo", "Oficio", "A partir de"]
    rows = [
        ["SEJ", "Enlace titular", "ana@example.gob.mx", "Ana Ruiz", "SEJ/1/2011", "01/06/2011"],
        ["SEJ", "Enlace suplente", "luz@example.gob.mx", "Luz Paz", "", "01/06/2011"],
        ["SEJ", "Titular del ente público", "no es correo", "Eva Sol", "", "15/06/2011"],
        ["SEJ", "Enlace suplente", "nadie@example.gob.mx", "", "SEJ/2/2011", "15/06/2011"],
    ]
    data = as_csv([head, *rows])
    batch = checked(office, Facts(""), data, "appointments", ways={"desde": {"order": "dmy"}})
    lines = {line.number: line for line in batch.lines.all()}
    assert next(iter(lines.values())).verdict == "new"
    assert {(3, "oficio"), (4, "correo"), (5, "nombre")} <= set(problems(batch))
    store(batch)
    run_tasks()
    assert [message.to for message in mail.outbox] == [["ana@example.gob.mx"]]
    held = Appointment.objects.get(agency=agency)
    assert (held.person.full_name, held.valid_from, held.role) == ("Ana Ruiz", SINCE, Role.LIAISON)
    again = checked(office, Facts(""), data, "appointments", ways={"desde": {"order": "dmy"}})
    assert told(again)["unchanged"] == 1


def test_undoing_an_import_lets_nobody_hand_over_what_they_never_held(settings):
    settings.TODAY = SINCE
    office = make_office()
    make_agency(key="K1", acronym="SEJ")
    head = ["ente", "rol", "correo", "nombre", "oficio", "desde"]
    row = ["SEJ", "Enlace titular", "ana@example.gob.mx", "Ana Ruiz", "SEJ/1/2011", "2011-06-01"]
    batch = store(checked(office, Facts(""), as_csv([head, row]), "appointments"))
    actions.undo(batch, by=office)
    held = Appointment.objects.get(role=Role.LIAISON)
    assert held.valid_to == held.valid_from
    assert not held.handovers.exists()


def test_appointments_go_out_and_come_back_unchanged_and_can_be_ended(settings):
    settings.TODAY = date(2011, 12, 30)
    office = make_office()
    make_member(Role.LIAISON, make_agency(), full_name="Ana  Ruiz")
    template = make_template(office, Facts(""), "appointments")
    assert told(checked(office, Facts(""), template, "appointments")) == {"unchanged": 1}
    held = Appointment.objects.get(role=Role.LIAISON)
    data = as_csv([["id", "hasta", "motivo_fin"], [held.code, "2011-12-31", "Renuncia"]])
    batch = store(checked(office, Facts(""), data, "appointments"))
    held.refresh_from_db()
    assert held.valid_to == date(2011, 12, 31)
    assert Event.objects.filter(verb="agencies.end_appointment").exists()
    actions.undo(batch, by=office)
    held.refresh_from_db()
    assert (held.valid_to, held.end_reason) == (None, "")
    assert Event.objects.filter(verb="agencies.reopen_appointment").exists()
    assert Handover.objects.get(leaving=held).status == HandoverStatus.WITHDRAWN


@pytest.mark.parametrize("what", ["taken", "left", "ended"])
def test_an_ended_appointment_stays_ended_where_it_cannot_go_on_and_it_is_said_why(what):
    office, agency = make_office(), make_agency(key="K1")
    ana = make_member(Role.LIAISON, agency, full_name="Ana Ruiz")
    held = Appointment.objects.get(person=ana)
    data = as_csv([["id", "hasta", "motivo_fin"], [held.code, "2011-03-31", "Renuncia"]])
    batch = store(checked(office, Facts(""), data, "appointments"))
    if what == "taken":
        make_member(Role.LIAISON, agency, since=date(2011, 4, 1), full_name="Eva Sol")
    elif what == "left":
        User.objects.filter(pk=ana.pk).update(is_active=False)
    else:
        Agency.objects.filter(pk=agency.pk).update(closed_on=date(2011, 5, 1))
    said = {"taken": "Eva Sol", "left": "Ana Ruiz", "ended": "ya no existe"}
    with pytest.raises(DomainError, match=said[what]):
        actions.undo(batch, by=office)
    held.refresh_from_db()
    assert held.valid_to == date(2011, 3, 31)


def test_nobody_but_the_office_writes_or_reads_these_tables():
    liaison = make_member(Role.LIAISON)
    from tests.builders.sheets import declared

    for code in ("agencies", "appointments"):
        assert declared(code).places(liaison) == []
        assert declared(code).rows(liaison, Facts("")) == []
    assert User.objects.count() == 1
