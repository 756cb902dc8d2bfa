"""A change of government on the demonstration, by screen: people leave, entities merge and split, figures stay right.

Counted by hand. As of the ends of quarters before (see test_table.py): 13, 36 and 44 entities with projects of 88.
On 3 October 2011 DMH and PAOT (each with projects) merge into a new AMB: 88 - 2 + 1 = 87 in scope and
44 - 2 + 1 = 43 with projects. On that day too SEDUVI (with projects of E2 and E4) splits into a new SDUV, which takes
its place in scope, and a new SVIV, which is out of scope: 87 - 1 + 1 = 87 and 43 - 1 + 1 = 43. When SVIV is put in scope
on 1 November there are 88, and it leads the project of E4 that it got: 44. No project begins or ends: 33, 24, 5, 13.
"""

from datetime import date

import pytest
from django.urls import reverse

from proim.accounts.models import User
from proim.agencies.models import (
    Agency,
    Appointment,
    Handover,
    Role,
    vacant,
)
from proim.agencies.workflow import HandoverStatus
from proim.indicators.measures import find, measure
from proim.indicators.slots import AsOf
from proim.projects.models import Project
from proim.sheets import actions as sheets
from proim.sheets.slots import Facts
from tests.builders.sheets import as_csv, checked, problems

pytestmark = pytest.mark.django_db
TODAY, SINCE = date(2012, 1, 10), date(2011, 10, 3)
E = ("E1", "E2", "E3", "E4")
BEFORE = {
    date(2010, 12, 31): (13, 88, (7, 4, 1, 3)),
    date(2011, 3, 31): (36, 88, (21, 13, 2, 7)),
    date(2011, 6, 30): (44, 88, (33, 24, 5, 13)),
    date(2011, 9, 30): (44, 88, (33, 24, 5, 13)),
}
AFTER = {
    date(2011, 10, 31): (43, 87, (33, 24, 5, 13)),
    date(2011, 12, 31): (44, 88, (33, 24, 5, 13)),
}
GROUND = {"since": "2011-10-03", "ground": "Decreto", "gazette": "núm. 1190, 3 de octubre de 2011"}


def counted(day):
    covered = measure(find("coverage", "in_scope")[0], AsOf(day))
    total = measure(find("strategies", "total")[0], AsOf(day))
    slices = {line.part.code: line.count for line in total.slices}
    return covered.first.count, covered.whole.count, tuple(slices[code] for code in E)


def post(client, verb, row, **typed):
    answer = client.post(reverse(f"agencies:{verb}", args=[row.code]), typed)
    assert answer.status_code == 302, answer.content.decode()
    return answer.url


def one(acronym):
    return Agency.objects.get(acronym=acronym)


def newly(client, acronym, name):
    typed = {
        "name": name,
        "acronym": acronym,
        "type": "DEP",
        "since": "2011-10-03",
        "ground": "Decreto",
    }
    assert client.post(reverse("agencies:add"), typed).status_code == 302
    return one(acronym)


def renew(office):
    """Appoint somebody new to each of the 88 posts of principal liaison officer, by one sheet."""
    keys = sorted(Agency.objects.existing(TODAY).in_scope(TODAY).values_list("key", flat=True))
    head = ["clave del puesto", "correo", "nombre", "oficio", "fecha_oficio", "desde"]
    rows = [
        [f"{key}-liaison", f"relevo{n}@example.gob.mx", f"Relevo {n}", f"JG/{n}/2011", "2011-07-20", "2011-07-25"]
        for n, key in enumerate(keys)
    ]  # fmt: skip
    wrong = [row[:] for row in rows]
    wrong[4][3] = ""
    assert [
        number
        for number, _told in problems(checked(office, Facts(""), as_csv([head, *wrong]), "renewal"))
    ] == [6]
    batch = checked(office, Facts(""), as_csv([head, *rows]), "renewal")
    assert problems(batch) == []
    sheets.commit(sheets.begin(batch, by=office), by=office)
    return len(rows)


def hand_over(client, office, agency):
    """Let the liaison of ``agency`` leave by letter, and whoever follows receive the post."""
    old = Appointment.objects.on(TODAY).get(agency=agency, role=Role.LIAISON)
    client.force_login(office)
    post(
        client,
        "end_appointment",
        old,
        on="2012-01-06",
        reason="Renuncia",
        letter="PG/9/2012",
        letter_on="2012-01-05",
    )
    assert agency in vacant(TODAY)
    typed = {"role": "liaison", "email": "sucesora@example.gob.mx", "full_name": "Sucesora Ficticia",
             "functional_area": "planning", "letter": "PG/10/2012", "valid_from": "2012-01-09"}  # fmt: skip
    post(client, "appoint", agency, **typed)
    handover = Handover.objects.get(leaving=old)
    client.force_login(old.person)
    page = client.get(handover.get_absolute_url()).content.decode()
    assert Project.objects.filter(agency=agency).first().title_es in page
    ticks = {f"done_{item.code}": "on" for item in handover.items.all()}
    post(client, "handover", handover, **ticks, summary="Falta la minuta de enero.", sign="1")
    client.force_login(User.objects.get(email="sucesora@example.gob.mx"))
    post(client, "receive_handover", handover, remark="Recibido completo.")
    handover.refresh_from_db()
    assert handover.status == HandoverStatus.RECEIVED
    assert handover.frozen
    assert agency not in vacant(TODAY)


def reorganize(client, kind, agency, typed, **chosen):
    """Look at the preview, then record what it shows, with ``chosen`` instead of a default; return the trace."""
    shown = client.post(reverse(f"agencies:{kind}", args=[agency.code]), typed)
    assert shown.context["preview"], shown.content.decode()
    assert Agency.objects.get(pk=agency.pk).closed_on is None  # so far it was shown only
    boxes = {name: box.initial for name, box in shown.context["passing"].fields.items()}
    return post(client, kind, agency, **{**typed, **boxes, **chosen}, confirm="1")


@pytest.mark.usefixtures("demonstration")
def test_figures_addresses_and_records_outlive_a_change_of_government(client, settings):
    settings.TODAY = TODAY
    office = Appointment.objects.on(TODAY).filter(role=Role.OFFICE).first().person
    for day, numbers in BEFORE.items():
        assert counted(day) == numbers, day
    assert renew(office) == 88
    held = Appointment.objects.on(TODAY).filter(role=Role.LIAISON)
    assert held.filter(person__email__startswith="relevo").count() == 88
    assert not vacant(TODAY).exists()
    hand_over(client, office, one("PGJDF"))
    client.force_login(office)
    merged = newly(client, "AMB", "Agencia del Medio Ambiente y Bosques")
    main = newly(client, "SDUV", "Secretaría de Desarrollo Urbano")
    other = newly(client, "SVIV", "Secretaría de Vivienda")
    ended = [one("DMH"), one("PAOT"), one("SEDUVI")]
    kept = {project.pk for project in Project.objects.filter(agency__in=ended)}
    typed = {**GROUND, "other_1": ended[1].key, "successor": merged.key}
    first = reorganize(client, "merge", ended[0], typed)
    found = Project.objects.filter(agency=ended[2], strategy__code="E4", folio__isnull=False)
    moved = found.order_by("folio")[0]
    typed = {**GROUND, "main": main.key, "other_1": other.key}
    second = reorganize(client, "split", ended[2], typed, **{f"projects_{moved.pk}": other.key})
    post(client, "put_in_scope", other, since="2011-11-01", ground="Circular")
    for day, numbers in (BEFORE | AFTER).items():
        assert counted(day) == numbers, day
    client.logout()
    old_addresses_answer(client, ended)
    for address in (first, second):
        trace = client.get(address).content.decode()
        assert "núm. 1190, 3 de octubre de 2011" in trace
    assert moved.title_es in trace
    moved.refresh_from_db()
    assert moved.agency == other
    nothing_is_orphaned(kept, {merged, main, other})


def old_addresses_answer(client, ended):
    for agency in ended:
        page = client.get(agency.get_absolute_url())
        assert "ya no existe" in page.content.decode()
        listed = client.get(reverse("projects:list"), {"agency": agency.code})
        assert listed.context["page"].paginator.count, agency


def nothing_is_orphaned(kept, agencies):
    assert {project.agency for project in Project.objects.filter(pk__in=kept)} == agencies
    assert not Project.objects.filter(agency__closed_on__isnull=False).exists()
    held = Appointment.objects.on(TODAY)
    assert not held.filter(agency__closed_on__isnull=False).exists()
    alike = held.filter(agency__in=agencies, role=Role.LIAISON).values_list("agency", flat=True)
    assert len(alike) == len(set(alike)) == 2  # AMB and SDUV; nobody was placed in SVIV
