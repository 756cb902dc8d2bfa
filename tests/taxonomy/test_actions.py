"""Terms are added, corrected and retired; never deleted."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import ProtectedError

from proim.agencies.models import Programme, Role
from proim.audit.models import Event
from proim.taxonomy import actions
from proim.taxonomy.models import Catalogue, Term
from tests.builders.people import START, make_member, make_office
from tests.builders.taxonomy import make_term

pytestmark = pytest.mark.django_db
JUNE = date(2011, 6, 15)


def draft(**fields):
    defaults = {
        "catalogue": Catalogue.FUNDING,
        "code": "donations",
        "label_es": "Donativos",
        "label_en": "Donations",
        "valid_from": JUNE,
    }
    return Term(**{**defaults, **fields})


def test_a_term_may_be_chosen_from_its_day_on_and_leaves_an_event():
    office = make_office()
    first = make_term(Catalogue.FUNDING, "city", position=4)
    term = actions.add(draft(), by=office)
    assert term.position == 5
    assert list(Term.objects.of(Catalogue.FUNDING).on(date(2011, 6, 14))) == [first]
    assert list(Term.objects.of(Catalogue.FUNDING).on(JUNE)) == [first, term]
    event = Event.objects.of(term).get()
    assert (event.verb, event.actor_id) == ("taxonomy.add", office.pk)


@pytest.mark.parametrize(
    ("fields", "where"),
    [
        ({"code": "city"}, "__all__"),
        ({"code": "con espacio"}, "code"),
        ({"code": "añadido"}, "code"),
        ({"code": "donations\n"}, "code"),
        ({"label_es": ""}, "label_es"),
        ({"label_en": ""}, "label_en"),
        ({"catalogue": "nothing"}, "catalogue"),
        ({"catalogue": Catalogue.SUBTOPIC}, "parent"),
    ],
)
def test_adding_refuses(fields, where):
    make_term(Catalogue.FUNDING, "city")
    with pytest.raises(ValidationError) as refused:
        actions.add(draft(**fields), by=None)
    assert list(refused.value.message_dict) == [where]
    assert Term.objects.count() == 1


def test_a_sub_topic_belongs_to_a_strategy_and_nothing_else_belongs_to_anything():
    strategy, other = make_term(), make_term(Catalogue.FUNDING, "city")
    made = actions.add(draft(catalogue=Catalogue.SUBTOPIC, parent=strategy), by=None)
    assert made.parent == strategy
    for catalogue, parent in ((Catalogue.SUBTOPIC, other), (Catalogue.FUNDING, strategy)):
        with pytest.raises(ValidationError) as refused:
            actions.add(draft(catalogue=catalogue, code="x", parent=parent), by=None)
        assert list(refused.value.message_dict) == ["parent"]


def test_correcting_stores_only_what_was_named_and_never_the_code():
    term = make_term()
    term.label_es, term.label_en, term.code = "Nuevo", "not named", "E9"
    office = make_office()
    actions.edit(term, ["label_es", "code"], by=office)
    stored = Term.objects.get(pk=term.pk)
    assert (stored.label_es, stored.label_en, stored.code) == ("Nuevo", "E1 en", "E1")
    event = Event.objects.of(stored).get()
    assert event.data["changes"] == {"label_es": ["E1 es", "Nuevo"]}


def test_correcting_nothing_leaves_no_event_and_an_empty_label_is_refused():
    term = make_term()
    actions.edit(term, ["label_es"], by=None)
    assert not Event.objects.exists()
    term.label_es = ""
    with pytest.raises(ValidationError) as refused:
        actions.edit(term, ["label_es"], by=None)
    assert list(refused.value.message_dict) == ["label_es"]


def test_a_retired_term_may_be_chosen_up_to_its_last_day():
    term = make_term()
    actions.retire(term, on=JUNE, by=None)
    assert list(Term.objects.on(JUNE)) == [term]
    assert not Term.objects.on(date(2011, 6, 16)).exists()
    assert Event.objects.of(term).get().verb == "taxonomy.retire"
    with pytest.raises(ValidationError, match="ya está retirado"):
        actions.retire(term, on=JUNE, by=None)


def test_retiring_refuses_a_day_before_the_start_and_orphans():
    strategy = make_term()
    with pytest.raises(ValidationError) as refused:
        actions.retire(strategy, on=date(2010, 1, 1), by=None)
    assert list(refused.value.message_dict) == ["on"]
    child = make_term(Catalogue.SUBTOPIC, "structure", parent=strategy, label_es="Estructura")
    with pytest.raises(ValidationError, match="Estructura"):
        actions.retire(strategy, on=JUNE, by=None)
    actions.retire(child, on=JUNE, by=None)
    actions.retire(strategy, on=JUNE, by=None)


def test_a_term_that_is_used_cannot_be_deleted():
    strategy = make_term()
    make_term(Catalogue.SUBTOPIC, "structure", parent=strategy)
    with pytest.raises(ProtectedError):
        strategy.delete()


def test_only_the_office_keeps_the_catalogues():
    term, liaison = make_term(), make_member(Role.LIAISON)
    with pytest.raises(PermissionDenied):
        actions.add(draft(), by=liaison)
    with pytest.raises(PermissionDenied):
        actions.edit(term, ["label_es"], by=liaison)
    with pytest.raises(PermissionDenied):
        actions.retire(term, on=JUNE, by=liaison)
    with pytest.raises(PermissionDenied):
        actions.load(by=make_office())


def test_loading_fills_the_catalogues_once():
    added = actions.load()
    counts = Term.objects.all().counted()
    assert counts == {
        "strategy": 4,
        "subtopic": 20,
        "ict_component": 12,
        "demarcation": 16,
        "funding": 6,
    }
    assert len(added) == sum(counts.values())
    assert Event.objects.get().verb == "taxonomy.load"
    assert actions.load() == []
    assert Event.objects.count() == 1


def test_every_loaded_term_has_both_labels_and_every_strategy_its_definitions():
    for term in actions.load():
        term.full_clean()
        assert term.valid_from == START
        if term.catalogue == Catalogue.STRATEGY:
            assert term.definition_es
            assert term.definition_en
            assert term.children.count() == 5


def test_demarcations_carry_the_codes_of_inegi():
    actions.load()
    codes = list(Term.objects.of(Catalogue.DEMARCATION).values_list("code", flat=True))
    assert codes == [f"09-{number:03}" for number in range(2, 18)]


def test_loading_again_adds_what_is_missing_and_keeps_what_the_office_changed():
    actions.load()
    kept = Term.objects.get(code="E1")
    kept.label_es = "Otro nombre"
    actions.edit(kept, ["label_es"], by=None)
    Term.objects.filter(code="gis").delete()
    assert [term.code for term in actions.load(by=make_office(Role.ADMINISTRATOR))] == ["gis"]
    kept.refresh_from_db()
    assert kept.label_es == "Otro nombre"
    event = Event.objects.of(Programme.get()).first()
    assert event.data["terms"] == ["ict_component:gis"]


def test_sub_topics_stand_in_the_order_of_their_strategies():
    actions.load()
    parents = [term.parent.code for term in Term.objects.of("subtopic").select_related("parent")]
    assert parents == sorted(parents)
