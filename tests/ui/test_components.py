"""What the components promise, one by one."""

from datetime import UTC, datetime
from types import SimpleNamespace

import pytest
from django import forms
from django.contrib.auth.models import AnonymousUser
from django.core.paginator import Paginator
from django.template import Context, Template
from django.test import RequestFactory
from django.utils.translation import override

from proim.ui.forms import DateInput, FilterForm, MoneyInput, NumberInput
from proim.ui.parts import Bar, Step, Tab, Tag, steps

HOSTILE = '"><script>alert(1)</script>'


def drawn(source, address="/", **values):
    request = RequestFactory().get(address)
    with override("en"):
        context = {"request": request, "user": AnonymousUser(), "csrf_token": "seal", **values}
        return " ".join(Template(source).render(Context(context)).split())


class Record(forms.Form):
    title = forms.CharField(help_text="One line.")
    budget = forms.DecimalField(widget=MoneyInput, localize=True, required=False)
    start = forms.DateField(widget=DateInput, required=False)
    kind = forms.ChoiceField(choices=[("a", "A"), ("b", "B")], widget=forms.RadioSelect)
    agreed = forms.BooleanField()
    version = forms.IntegerField(widget=forms.HiddenInput)


@pytest.mark.parametrize(
    "source",
    [
        "{% badge text %}",
        "{% progress 1 2 label=text %}",
        "{% stat text text href=text note=text %}",
        "{% icon 'lock' label=text %}",
        "{% postbutton text text %}",
        "{% pagehead title=text lead=text kicker=text %}{{ text }}{% endpagehead %}",
        "{% hero title=text lead=text %}{{ text }}{% endhero %}",
        "{% panel title=text id=text %}{{ text }}{% endpanel %}",
        "{% notice title=text %}{{ text }}{% endnotice %}",
        "{% nothing title=text %}{{ text }}{% endnothing %}",
        "{% details summary=text %}{{ text }}{% enddetails %}",
        "{% card title=text href=text meta=text %}{{ text }}{% endcard %}",
        "{% facts %}{% fact text text %}{% factblock text %}{{ text }}{% endfactblock %}{% endfacts %}",
        "{% table caption=text id=text %}<tbody><tr><td>{{ text }}</td></tr></tbody>{% endtable %}",
        "{% breadcrumbs text text text %}",
        "{% tags words label=text %}",
        "{% tabs tabs label=text %}",
        "{% stepper steps label=text %}",
        "{% barchart bars title=text unit=text %}",
        "{% timeline entries %}",
    ],
)
def test_no_component_lets_markup_through(source):
    entry = SimpleNamespace(
        who=HOSTILE,
        at=datetime(2011, 6, 30, tzinfo=UTC),
        label=HOSTILE,
        comment=HOSTILE,
        changes=[SimpleNamespace(label=HOSTILE, before=HOSTILE, after=HOSTILE)],
    )
    html = drawn(
        source,
        text=HOSTILE,
        words=[Tag(HOSTILE, HOSTILE), HOSTILE],
        tabs=[Tab(HOSTILE, HOSTILE)],
        steps=[Step(HOSTILE, "done", HOSTILE)],
        bars=[Bar(HOSTILE, 1, HOSTILE, HOSTILE)],
        entries=[entry],
    )
    assert "&gt;&lt;script&gt;" in html
    assert "<script" not in html


def test_form_never_lets_markup_through():
    form = Record({"title": "", "kind": HOSTILE, "version": "1"})
    form.add_error("title", HOSTILE)
    html = drawn("{{ form }}", form=form)
    assert "<script" not in html
    assert html.count("&gt;&lt;script&gt;") == 4  # choice and title, each at the field and above


@pytest.mark.parametrize(
    "source",
    [
        "{% badge 'x' tone='red' %}",
        "{% panel title='x' tone='red' %}{% endpanel %}",
        "{% notice tone='red' %}{% endnotice %}",
        "{% postbutton 'x' '/' tone='red' %}",
        "{% breadcrumbs 'Projects' '/projects/' %}",
    ],
)
def test_argument_that_a_component_does_not_know_is_an_error(source):
    with pytest.raises(ValueError, match=r"red|address"):
        drawn(source)


def test_field_ties_label_help_and_error_to_the_box():
    html = drawn("{% field form.title %}", form=Record({"title": ""}))
    assert '<label class="field__label" for="id_title">Title</label>' in html
    assert 'id="id_title_helptext"' in html
    assert 'id="id_title_error"' in html
    assert 'aria-describedby="id_title_helptext id_title_error"' in html
    assert 'aria-invalid="true"' in html


def test_choices_stand_in_a_fieldset_with_a_legend():
    html = drawn("{% field form.kind %}", form=Record())
    assert "<fieldset>" in html
    assert '<legend class="field__label">Kind</legend>' in html


def test_optional_fields_say_so_and_filters_do_not():
    class Filters(FilterForm):
        text = forms.CharField(required=False)

    assert "(optional)" in drawn("{% field form.budget %}", form=Record())
    assert "(optional)" not in drawn("{% field form.title %}", form=Record())
    assert "(optional)" not in drawn("{% filterbar form %}", form=Filters())


def test_checkbox_stands_before_its_label():
    html = drawn("{% field form.agreed %}", form=Record())
    assert html.index("<input") < html.index("<label")


def test_hidden_field_has_neither_label_nor_box():
    assert drawn("{% field form.version %}", form=Record()).startswith("<input type=")


def test_money_box_shows_its_currency_and_keeps_what_was_typed():
    html = drawn("{% field form.budget %}", form=Record({"budget": "mucho"}))
    assert 'value="mucho"' in html
    assert "MXN" in html
    assert 'inputmode="decimal"' in html


def test_date_box_speaks_iso_whatever_the_language():
    from datetime import date

    form = Record(initial={"start": date(2011, 6, 30)})
    assert 'type="date" name="start" value="2011-06-30"' in drawn("{{ form.start }}", form=form)


def test_number_box_takes_attributes_of_its_own():
    assert NumberInput({"inputmode": "numeric"}).attrs["inputmode"] == "numeric"


def test_summary_links_each_error_to_the_first_box_of_its_field():
    form = Record({"title": "", "version": "x"})
    form.add_error(None, "Somebody changed it meanwhile.")
    html = drawn("{% form_errors form %}", form=form)
    assert 'role="alert" tabindex="-1" autofocus' in html
    assert 'href="#id_title"' in html
    assert 'href="#id_kind_0"' in html
    assert html.index("Somebody changed") < html.index("#id_title")
    assert "#id_version" not in html


def test_summary_is_silent_when_all_is_well():
    assert drawn("{% form_errors form %}", form=Record()) == ""


def test_pages_keep_the_filters_of_the_address():
    page = Paginator(range(300), 25).get_page(3)
    html = drawn("{% pagination page %}", "/?text=agua+limpia&page=3&stage=a&stage=b", page=page)
    assert 'href="?text=agua+limpia&amp;stage=a&amp;stage=b&amp;page=4"' in html
    assert html.count("aria-current") == 1
    assert "hx-" not in html


def test_one_page_needs_no_links():
    page = Paginator(range(3), 25).get_page(1)
    assert drawn("{% pagination page %}", page=page) == ""


def test_pages_and_filters_swap_their_target_with_htmx():
    page = Paginator(range(300), 25).get_page(1)
    assert 'hx-target:inherited="#results"' in drawn(
        "{% pagination page target='#results' %}", page=page
    )
    assert 'hx-target="#results"' in drawn(
        "{% filterbar form target='#results' %}", form=FilterForm()
    )


def test_verb_is_a_form_with_its_seal():
    html = drawn("{% postbutton 'Accept' '/accept/' tone='primary' icon='check' %}")
    assert '<form class="verb" action="/accept/" method="post">' in html
    assert 'name="csrfmiddlewaretoken" value="seal"' in html


def test_missing_fact_says_so():
    assert "not stated" in drawn("{% fact 'End' None %}")
    assert "none allocated" in drawn("{% fact 'Budget' '' empty='none allocated' %}")
    assert "not stated" not in drawn("{% fact 'Projects' 0 %}")


@pytest.mark.parametrize(
    ("done", "total", "width"), [(7, 12, "58.3"), (0, 0, "0.0"), (9, 3, "100.0")]
)
def test_progress_never_leaves_its_bar(done, total, width):
    html = drawn("{% progress done total %}", done=done, total=total)
    assert f'class="progress__done" width="{width}"' in html
    assert f"{done} of {total}" in html


def test_bars_are_scaled_to_the_longest_and_survive_nothing():
    html = drawn("{% barchart bars title='T' %}", bars=[Bar("a", 5), Bar("b", 20), Bar("c", 0)])
    assert [f'width="{w}"' in html for w in ("25.00", "100.00", "0.00")] == [True] * 3
    assert 'width="0"' in drawn("{% barchart bars title='T' %}", bars=[Bar("a", 0)])
    assert "<tbody> </tbody>" in drawn("{% barchart bars title='T' %}", bars=[])


def test_stages_before_the_current_one_are_done():
    stages = [("a", "A"), ("b", "B"), ("c", "C")]
    assert [step.state for step in steps(stages, "b")] == ["done", "current", "todo"]


def test_table_either_scrolls_in_a_region_or_stacks():
    scrolling = drawn("{% table caption='Projects' %}{% endtable %}")
    stacked = drawn("{% table caption='Projects' stack=True %}{% endtable %}")
    assert 'role="region" tabindex="0" aria-label="Projects"' in scrolling
    assert "table-stack" in stacked
    assert "tabindex" not in stacked


def test_decorative_icons_are_hidden_and_speaking_ones_are_images():
    assert 'aria-hidden="true"' in drawn("{% icon 'check' %}")
    assert 'role="img" aria-label="closed"' in drawn("{% icon 'lock' label='closed' %}")
