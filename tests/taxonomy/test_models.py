"""A term speaks the language of its reader, and holds on the days of its validity."""

from datetime import date

import pytest
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from proim.taxonomy.models import Term
from tests.builders.taxonomy import make_term

days = st.dates(date(2010, 1, 1), date(2012, 12, 31))


@pytest.mark.parametrize(("language", "own", "other"), [("es-mx", "es", "en"), ("en", "en", "es")])
def test_label_and_definition_follow_the_language(language, own, other):
    term = Term(label_es="es", label_en="en", definition_es="es", definition_en="en")
    with translation.override(language):
        assert (str(term), term.label, term.definition) == (own, own, own)
        assert (term.other_language, term.other_label, term.other_definition) == (other,) * 3


class TestValidity(TestCase):
    @settings(max_examples=40, deadline=None)
    @given(days, st.none() | days, days)
    def test_a_term_may_be_chosen_exactly_within_its_days(self, first, last, asked):
        if last and last < first:
            first, last = last, first
        term = make_term(valid_from=first, valid_to=last)
        chosen = Term.objects.on(asked).filter(pk=term.pk).exists()
        assert chosen == (first <= asked and (last is None or asked <= last))
