"""A change of government on the demonstration, by screen: people leave, entities merge and split, figures stay right.

The story (`government.py`): on 25 July 2011 one sheet relieves the 88 principal liaisons; on 3 October DMH and PAOT
merge into a new AMB, and SEDUVI splits into SDUV, which takes its place in scope, and SVIV, which is put in scope on
1 November and takes SEDUVI's certificate of zoning (E4); on 6 January 2012 the liaison of PGJDF leaves.

The table was counted by hand in ``src/proim/demo/data`` (a name stands for each entity or person that counts; projects
and trained persons up to June are laid out in test_table.py), not taken from what the platform prints:

*Coverage* 13, 36 and 44 of 88 before. AMB stands for DMH and PAOT, which both led projects: 88 - 2 + 1 in scope and
44 - 2 + 1 with projects on 31 October; SDUV takes the place of SEDUVI in both. SVIV adds one to both in November.
*Strategies* no project begins or ends after 30 June: 7+4+1+3, 21+13+2+7, then 33+24+5+13.

*With a liaison* (people.toml, ``since`` of principals, in the order of their keys): 25 were appointed in 2010, 66 by
March, 88 by June of whom INDEPORTE-DF's left on 24 June: 87; whoever had an alternate had a principal. The sheet fills
INDEPORTE-DF's post: 88. On 31 October 87 of 87; in SVIV nobody was placed: 87 of 88 in December.
*Liaisons* are those principals and the alternates: 25 + 6 (CEJUR CGDF MB PGJDF SF SSA-DF), 66 + 19, 87 + 23 (FICAXO's,
out of scope, has gone on as alternate of FAP since 16 May: government.toml), and 88 + 23 since the sheet. Of the
merger's two principals one goes on as alternate of AMB: the people stay 111.

*Trained* 12, 52 and 88 persons (test_table.py); who has left or was relieved still counts: 88 for ever. *In office*:
12 and 52; in June 88 but INDEPORTE-DF's, who had passed: 87; then none, for no alternate passed a core course in office.

*Active coverage*, of the last quarter asked for (one is asked for on the first day of the next): none in December 2010;
in March 2011 2010-Q4, of the 13 entities all but SEDUVI: 12; in June 2011-Q1, of the 36 all but DGAM, INVEADF and SPC: 33;
from September on 2011-Q2, of the 44 all but those whose every report is missing, waits for validation or a signature
(DGAM INVEADF SEDU · DCUH DAO · SEDECO SG SSP-DF CAPREPOL) or was given back (IEMS): 34. DMH, PAOT and SEDUVI had
delivered all of theirs, the latter three: 33 on 31 October, and 34 in December with SVIV.
"""

from datetime import date

import pytest
from django.test import override_settings
from django.urls import reverse
from django.utils import translation

from proim.agencies.models import Agency, Appointment, Handover, Role, vacant
from proim.change_groups.models import Group
from proim.indicators.measures import find, measure
from proim.indicators.slots import AsOf, Shape
from proim.monitoring.models import Report
from proim.projects.models import Project
from tests.builders.people import make_member
from tests.demo import government
from tests.demo.government import HEIRS, TODAY, one, signed_in, status

pytestmark = pytest.mark.django_db
FIGURES = ("coverage", "liaison_coverage", "active_coverage", "trained", "current_trained", "strategies")  # fmt: skip
PARTS = dict(zip(FIGURES, ("in_scope", "in_scope", "in_scope", "persons", "liaisons", "total"), strict=True))  # fmt: skip
#                     with projects  liaison   active    trained  in office  E1, E2, E3, E4
TABLE = {
    date(2010, 12, 31): ((13, 88), (25, 88), (0, 88), (12,), (12, 31), (7, 4, 1, 3)),
    date(2011, 3, 31): ((36, 88), (66, 88), (12, 88), (52,), (52, 85), (21, 13, 2, 7)),
    date(2011, 6, 30): ((44, 88), (87, 88), (33, 88), (88,), (87, 110), (33, 24, 5, 13)),
    date(2011, 9, 30): ((44, 88), (88, 88), (34, 88), (88,), (0, 111), (33, 24, 5, 13)),
    date(2011, 10, 31): ((43, 87), (87, 87), (33, 87), (88,), (0, 111), (33, 24, 5, 13)),
    date(2011, 12, 31): ((44, 88), (87, 88), (34, 88), (88,), (0, 111), (33, 24, 5, 13)),
}


@pytest.fixture(scope="module")
def story(demonstration, django_db_blocker):
    """Play it once for all tests of this file."""
    with django_db_blocker.unblock(), override_settings(TODAY=TODAY), translation.override("es-mx"):
        told = government.begin()
        told.before = {day: table(day) for day in TABLE if day < government.SINCE}
        government.play(told)
        yield told


@pytest.fixture(autouse=True)
def _on_a_day(settings):
    settings.TODAY = TODAY


def table(day):
    return tuple(figure(code, day) for code in FIGURES)


def figure(code, day):
    """Return the numbers of a figure: what is counted, and out of how many or in which slices."""
    source, _part = find(code, PARTS[code])
    told = measure(source, AsOf(day))
    if source.shape is Shape.BREAKDOWN:
        assert told.first.count == sum(line.count for line in told.slices)
        return tuple(line.count for line in told.slices)
    return (told.first.count, told.whole.count) if told.whole else (told.first.count,)


def test_the_table_of_every_quarter_is_what_the_hand_counts(story):
    earlier = {day: counted for day, counted in TABLE.items() if day <= date(2011, 6, 30)}
    assert {day: story.before[day] for day in earlier} == earlier  # before anybody was relieved
    assert {day: table(day) for day in TABLE} == TABLE


def test_every_old_address_answers(story):
    gone = {reader: gone_for(story, reader) for reader in story.seen}
    own = {str(story.moved.code), *map(str, Report.objects.filter(project=story.moved).values_list("code", flat=True))}  # fmt: skip
    elsewhere = {address for address in gone["SEDUVI"] if own & set(address.split("/"))}
    assert [address for found in gone.values() for address in found - elsewhere] == []
    # What the successor beside the main one took answers to its people.
    client = signed_in(make_member(Role.LIAISON, one("SVIV"), since=date(2012, 1, 9)))
    assert [address for address in elsewhere if status(client, address) != 200] == []
    office = signed_in(story.office)
    assert {status(office, paper) for paper in government.papers(story)} == {200}  # issued anew


def gone_for(story, reader):
    """Return what answered to a reader before and does not any more; nobody had few addresses."""
    assert len(story.seen[reader]) > 30, reader
    client = signed_in(story.reader(reader))
    return {address for address in story.seen[reader] if status(client, address) != 200}


def test_the_ended_entities_say_what_became_of_them(story):
    client = signed_in(None)
    for agency in story.ended:
        assert "ya no existe" in client.get(agency.get_absolute_url()).content.decode()
        listed = client.get(reverse("projects:list"), {"agency": agency.code})
        assert listed.context["page"].paginator.count, agency
    for address in story.traces:
        assert "núm. 1190, 3 de octubre de 2011" in client.get(address).content.decode()
    assert story.moved.title_es in client.get(story.traces[1]).content.decode()


def test_every_project_has_who_leads_it_and_everything_that_was_with_it(story):
    led = {project.pk: project.agency.acronym for project in Project.objects.filter(pk__in=story.kept)}  # fmt: skip
    expected = {pk: HEIRS[before] for pk, before in story.kept.items()} | {story.moved.pk: "SVIV"}
    assert led == expected
    assert not Project.objects.filter(agency__closed_on__isnull=False).exists()
    amb, sduv, stranger = (story.reader(who) for who in ("DMH", "SEDUVI", "PGJDF"))
    left = {name: row.get_absolute_url() for name, row in story.left.items() if name != "file"}
    left["file"] = reverse("files:fetch", args=[story.left["file"].code])
    for name, address in left.items():
        heir = amb if name == "draft" else sduv
        assert status(signed_in(heir), address) == 200, name
        for nobody in (None, stranger, sduv if name == "draft" else amb, *story.relieved):
            answer = signed_in(nobody).get(address)
            assert answer.status_code in (302, 404), (name, nobody)
            assert answer.status_code == 404 or "/accounts/" in answer.url, (name, nobody)


def test_what_is_open_waits_for_whoever_follows(story):
    amb, sduv, stranger = (signed_in(story.reader(who)) for who in ("DMH", "SEDUVI", "PGJDF"))
    owed = Report.objects.filter(project__in=story.kept, period__quarter="2011-Q3")
    assert owed.count() == 5  # every project that was handed on, but the draft
    for report in owed.select_related("project__agency"):
        address = reverse("monitoring:edit", args=[report.code])
        answers = {name: client.get(address).status_code for name, client in
                   (("AMB", amb), ("SDUV", sduv), ("stranger", stranger))}  # fmt: skip
        writes = report.project.agency.acronym
        may = {name for name, status in answers.items() if status == 200}
        assert may == ({writes} if writes != "SVIV" else set()), report
    mine = amb.get(reverse("projects:mine")).content.decode()
    assert story.left["draft"].title_es in mine
    assert one("SVIV") in vacant(TODAY)  # nobody was placed there: the office is told
    listed = signed_in(story.office).get(reverse("agencies:liaisons"), {"state": "vacant"})
    assert one("SVIV").name in listed.content.decode()
    newcomer = make_member(Role.LIAISON, one("SVIV"), since=date(2012, 1, 9))
    report = owed.get(project=story.moved)
    edit = reverse("monitoring:edit", args=[report.code])
    assert signed_in(newcomer).get(edit).status_code == 200
    assert signed_in(newcomer).get(story.moved.get_absolute_url()).status_code == 200


def test_no_post_or_group_is_left_in_an_entity_that_ended(story):
    ended = [agency.pk for agency in story.ended]
    assert not Appointment.objects.overlapping(government.SINCE, None).filter(agency__in=ended).exists()  # fmt: skip
    held = Appointment.objects.on(TODAY).filter(agency__in=story.after.values())
    posts = sorted(f"{post.agency.acronym} {post.role}" for post in held)
    # Of two heads one goes on; of two principals one as alternate; SEDUVI's three go on as they were.
    assert posts == [
        "AMB alternate",
        "AMB head",
        "AMB liaison",
        "SDUV alternate",
        "SDUV head",
        "SDUV liaison",
    ]
    groups = Group.objects.filter(agency__in=ended)
    assert groups.count() == 2  # of DMH and SEDUVI
    assert not groups.standing().exists()
    assert not Agency.objects.existing(TODAY).filter(sector__in=ended).exists()
    heads = {agency.acronym: agency.sector.acronym for agency in Agency.objects.filter(acronym__in=["AEP", "INVI"])}  # fmt: skip
    assert heads == {"AEP": "SDUV", "INVI": "SDUV"}
    assert Agency.objects.get(acronym="AEP").version_on(date(2011, 10, 2)).sector.acronym == "SEDUVI"  # fmt: skip


def test_the_hand_over_keeps_both_signatures_and_what_was_open(story):
    handover = Handover.objects.get(pk=story.handover.pk)
    assert handover.frozen
    assert handover.delivered_by.email.startswith("relevo")
    assert handover.received_by.full_name == "Sucesora Ficticia"
    for person, answer in ((handover.delivered_by, 200), (handover.received_by, 200), (None, 302), (story.reader("DMH"), 404)):  # fmt: skip
        assert signed_in(person).get(handover.get_absolute_url()).status_code == answer
    # The sheet came half a year late: what is long past opens no hand-over, it is in the history.
    assert not Handover.objects.filter(leaving__person__in=story.relieved).exists()
