import pytest
from django import forms
from django.contrib.messages import get_messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse

from proim.accounts.models import User
from proim.core.errors import DomainError
from proim.core.http import PAGE_SIZE, paginate, refusals_in, tell
from tests.builders.people import make_office, make_user


class Form(forms.Form):
    name = forms.CharField()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("asked", "number"), [("", 1), ("2", 2), ("x", 1), ("0", 2), ("99", 2), ("-1", 2), ("1e9", 1)]
)
def test_a_bad_page_number_gives_the_nearest_real_page(rf, asked, number):
    for _ in range(PAGE_SIZE + 1):
        make_user()
    page = paginate(rf.get("/", {"page": asked}), User.objects.all())
    assert page.number == number


@pytest.mark.parametrize(
    ("refusal", "field"),
    [
        (ValidationError({"name": "too short"}), "name"),
        (ValidationError({"other": "too short"}), "__all__"),
        (ValidationError("too short"), "__all__"),
        (DomainError("too short"), "__all__"),
    ],
)
def test_a_refusal_stands_at_its_field_or_above_the_form(refusal, field):
    form = Form({"name": "Ana"})
    assert form.is_valid()
    with refusals_in(form):
        raise refusal
    assert form.errors == {field: ["too short"]}


def test_what_is_no_refusal_is_a_bug_and_passes():
    form = Form({"name": "Ana"})
    with pytest.raises(ZeroDivisionError), refusals_in(form):
        raise ZeroDivisionError


@pytest.mark.parametrize(
    ("refusal", "told"),
    [
        (None, [("success", "done")]),
        (DomainError("not now"), [("error", "not now")]),
        (ValidationError(["one", "two"]), [("error", "one"), ("error", "two")]),
    ],
)
def test_a_button_tells_what_came_of_it(rf, refusal, told):
    request = with_messages(rf.post("/"))
    with tell(request, "done"):
        if refusal:
            raise refusal
    assert [(m.level_tag, str(m)) for m in get_messages(request)] == told


def with_messages(request):
    from django.contrib.messages.middleware import MessageMiddleware
    from django.contrib.sessions.middleware import SessionMiddleware

    SessionMiddleware(lambda _: HttpResponse()).process_request(request)
    MessageMiddleware(lambda _: HttpResponse()).process_request(request)
    return request


@pytest.mark.django_db
def test_htmx_gets_the_part_and_the_back_button_the_whole_page(client):
    client.force_login(make_office())
    whole = client.get("/accounts/people/")
    part = client.get("/accounts/people/", headers={"hx-request": "true"})
    back = {"hx-request": "true", "hx-history-restore-request": "true"}
    assert b"<html" in whole.content
    assert b"<html" not in part.content
    assert b"<html" in client.get("/accounts/people/", headers=back).content
    assert "HX-Request" in part["Vary"]
    assert "HX-Request" in whole["Vary"]
