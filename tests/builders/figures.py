"""A small programme in which every figure has something behind it."""

from datetime import date

from proim.agencies import actions as agencies
from proim.agencies.models import Programme, Role
from proim.projects.models import Publication
from proim.projects.workflow import Stage
from proim.taxonomy.models import Catalogue
from tests.builders.people import START, make_agency, make_member
from tests.builders.projects import make_project
from tests.builders.taxonomy import make_term
from tests.builders.training import HELD, make_certificate, make_course

CUT_OFF = date(2011, 6, 30)
LABELS = {
    "E1": ("Gobierno Eficiente y Eficaz", "Efficient and Effective Government"),
    "E2": ("Gobierno Confiable y de Calidad", "Reliable and Quality Government"),
    "E3": ("Gobierno Participativo e Incluyente", "Participative and Inclusive Government"),
    "E4": ("Gobierno Electrónico", "Electronic Government"),
}


def make_programme() -> None:
    """Build ten agencies, six with projects, of which one is reserved and one internal.

    On ``CUT_OFF`` (counted by hand): coverage 5 of 9, liaisons in 4 of 9, 3 persons trained,
    8 projects as 4, 2, 0 and 2.
    """
    Programme.objects.update(starts_on=START)
    terms = {
        code: make_term(Catalogue.STRATEGY, code, position=n, label_es=es, label_en=en)
        for n, (code, (es, en)) in enumerate(LABELS.items(), 1)
    }
    rows = [make_agency() for _ in range(9)]
    outside = make_agency(in_scope=False)
    agencies.absorb(rows[8], into=rows[0], since=date(2011, 5, 2), ground="Decreto", by=None)
    rows[8].refresh_from_db()
    agencies.put_in_scope(outside, since=date(2011, 6, 1), ground="Circular", by=None)
    secret = {"publication": Publication.RESERVED, "reserved_ground": "Artículo 183"}
    inner = {"publication": Publication.INTERNAL}
    for place, code, more in (
        (0, "E1", {}), (0, "E1", secret), (1, "E1", {}), (2, "E2", inner),
        (3, "E2", {"stage": Stage.SUSPENDED}), (4, "E4", {}), (4, "E4", {}), (8, "E1", {}),
    ):  # fmt: skip
        make_project(rows[place], strategy=terms[code], on=START, **more)
    make_project(rows[5], strategy=terms["E3"], stage=Stage.SUBMITTED)
    core = make_course()
    names = ("Alma Ríos", "Beto Luna", "Celia Paz", "Darío Sosa", "Elsa Mora")
    posts = [(Role.LIAISON, agency) for agency in rows[:4]] + [(Role.ALTERNATE, rows[0])]
    people = [
        make_member(role, agency, full_name=name)
        for name, (role, agency) in zip(names, posts, strict=True)
    ]
    for person in (people[0], people[2], people[4]):
        make_certificate(person, course=core, on=HELD)
    make_certificate(make_member(Role.HEAD, rows[1], full_name="Fidel Rey"), course=core, on=HELD)
