"""Lists stand in the order of the Spanish alphabet, on both databases, along an index."""

import pytest
from django.db import connection

from proim.accounts.models import User
from proim.agencies.models import Agency
from proim.projects.forms.filters import SORTS
from proim.projects.models import Project
from tests.builders.people import make_agency, make_user
from tests.builders.projects import make_project

pytestmark = pytest.mark.django_db

# By hand, as a dictionary has them: accents and capitals make no difference, ñ is a letter after n.
ALPHABET = [
    "Agua",
    "Álvaro",
    "Antena",
    "Año",
    "ARBOLADO",
    "Árboles",
    "¿Cómo pagar?",
    "Compras",
    "Ítem",
    "ñandú".capitalize(),
    "Obra",
    "Órgano",
    "“Pipas” de agua",
    "Pista",
    "Última",
    "Zona",
]


def shuffled():
    return sorted(ALPHABET, key=lambda text: text[::-1])


def test_titles_are_sorted_as_spanish_does():
    agency = make_agency()
    for title in shuffled():
        make_project(agency, title_es=title)
    found = Project.objects.order_by(*SORTS["title"])
    assert list(found.values_list("title_es", flat=True)) == ALPHABET


def test_agencies_and_people_are_sorted_as_spanish_does():
    for name in shuffled():
        make_agency(name=name)
        make_user(full_name=name)
    names = Agency.objects.filter(name__in=ALPHABET).values_list("name", flat=True)
    assert list(names) == ALPHABET
    people = User.objects.filter(full_name__in=ALPHABET).values_list("full_name", flat=True)
    assert list(people) == ALPHABET


def test_a_new_title_has_a_new_place_however_it_was_written():
    agency = make_agency()
    first, second = make_project(agency, title_es="Año"), make_project(agency, title_es="Banca")
    Project.objects.filter(pk=first.pk).update(title_es="Zócalo")
    found = Project.objects.order_by(*SORTS["title"])
    assert list(found) == [second, first]


def test_a_page_by_title_is_read_along_the_index():
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_seqscan = off")
    plan = Project.objects.order_by(*SORTS["title"])[:25].explain()
    assert "project_by_title" in plan
    assert "SORT" not in plan.upper().replace("PROJECT_BY", "")
