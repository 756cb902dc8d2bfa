"""The same queries find the same records on both databases; the words are plain Mexican Spanish."""

import pytest
from django.db import connection

from proim.agencies.models import Agency
from proim.search import index
from proim.search.formulas import fold, query, stems, tokens, words
from tests.builders.people import make_agency

TEXTS = {
    "window": ("Ventanilla única digital", "Trámites en línea para la ciudadanía"),
    "trees": ("Árboles urbanos", "Inventario de arbolado y jardines para niños"),
    "archive": ("Modernización del archivo", "Digitalización de expedientes"),
    "simple": ("Modernizar trámites", "Simplificación administrativa de los trámites"),
    "english": ("Permits online", "Scheduling of building inspections"),
}


@pytest.fixture
def found(db):
    with connection.cursor() as cursor:  # as a migration of a searchable model does
        for statement in index.tables(connection.vendor, Agency._meta.db_table):
            cursor.execute(statement)
    rows = {name: make_agency(key=name) for name in TEXTS}
    for name, (title, body) in TEXTS.items():
        index.put(rows[name], title=title, body=body)

    def search(text):
        matches = index.matching(Agency.objects.filter(key__in=TEXTS), text)
        return [agency.key for agency in matches]

    return search


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("tramite", {"window", "simple"}),
        ("TRÁMITES", {"window", "simple"}),
        ("arbol", {"trees"}),
        ("los árboles", {"trees"}),
        ("modernizaciones", {"archive", "simple"}),
        ("niño", {"trees"}),
        ("nino", set()),
        ("digi", {"window", "archive"}),
        ("inspection", {"english"}),
        ("permit schedules", {"english"}),
        ("tramites ventanilla", {"window"}),
        ("'; DROP TABLE x; \" * ( tramite", set()),
        ("ventanilla NOT unica", set()),
        ("noexiste", set()),
        ("", set(TEXTS)),
        ("de la", set(TEXTS)),
        ("\x00", set(TEXTS)),
    ],
)
def test_words_find_the_same_records_on_both_databases(found, text, names):
    assert set(found(text)) == names


def test_a_word_in_the_title_stands_before_a_word_in_the_text(found):
    assert found("tramites") == ["simple", "window"]


def test_a_text_that_is_put_again_replaces_the_former_one(found):
    window = Agency.objects.get(key="window")
    index.put(window, title="Reloj", body="")
    assert found("ventanilla") == []
    assert found("reloj") == ["window"]


def test_matches_are_counted_sliced_and_filtered_in_the_database(found, queries):
    matches = index.matching(Agency.objects.filter(key="simple"), "tramites")
    with queries() as asked:
        assert matches.count() == 1
        assert [a.key for a in matches[:25]] == ["simple"]
    assert len(asked) == 2


def test_folding_drops_accents_and_keeps_the_enye():
    assert fold("ÁRBOL Niño Müller") == "arbol niño muller"
    assert fold("NIN\u0303O") == "niño"


def test_words_without_meaning_are_left_out():
    assert words("la modernización de los trámites") == ["modernizacion", "tramites"]


def test_a_word_keeps_its_spanish_and_its_english_stem():
    assert stems("tramites") == ("tramit",)
    assert tokens("inspections").split()[-1] == "inspect"


def test_a_query_is_cut_at_twelve_words():
    assert len(query(" ".join(f"palabra{n}" for n in range(30)))) == 12
