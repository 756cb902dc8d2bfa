"""Views of lists: a name for an address, shown as tabs, shared within the office, opened first."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from proim.agencies.models import Role
from proim.audit.models import Event
from proim.desk import actions
from proim.desk.formulas import canonical
from proim.desk.models import SavedView
from tests.builders.desk import make_view
from tests.builders.people import make_agency, make_member, make_office
from tests.sent import fields

pytestmark = pytest.mark.django_db
LIST, QUEUE, PEOPLE = "/agencies/", "/projects/review/", "/accounts/people/"


@pytest.fixture
def bea(client):
    """Sign one of the office in."""
    person = make_office()
    client.force_login(person)
    return person


@pytest.mark.parametrize(
    ("query", "same"),
    [
        ("b=2&a=1", "a=1&b=2"),
        ("?a=1&page=3&c=&view=all", "a=1"),
        ("text=agua+potable", "text=agua+potable"),
        ("", ""),
        ("a=2&a=1", "a=1&a=2"),
    ],
)
def test_addresses_that_show_the_same_are_the_same(query, same):
    assert canonical(query) == same


def test_a_view_is_kept_from_the_list_and_shown_as_a_tab(client, bea):
    page = client.get(QUEUE, {"show": "late", "page": "1"})
    sent = fields(page)
    assert sent["query"] == ["show=late"]
    answer = client.post("/desk/views/", {**sent, "name": "Vencidos"})
    assert answer.url == f"{QUEUE}?show=late"
    page = client.get(answer.url).content.decode()
    assert f'href="{QUEUE}?show=late" aria-current="page">Vencidos</a>' in page
    assert f'href="{QUEUE}?view=all">' in page
    assert "Guardar esta vista" not in page  # it is kept already


@pytest.mark.parametrize(
    "url", [LIST, QUEUE, PEOPLE, "/projects/", "/monitoring/delivery/reports/"]
)
def test_lists_with_filters_keep_views(client, bea, url):
    assert "Guardar esta vista" in client.get(url, {"text": "agua"}).content.decode()
    assert "Guardar esta vista" not in client.get(url).content.decode()


def test_with_htmx_the_tabs_follow_the_filters(client, bea):
    make_view(bea, "Centro", query="type=central")
    part = client.get(LIST, {"type": "central"}, headers={"hx-request": "true"}).content.decode()
    assert 'aria-current="page">Centro</a>' in part
    assert "<html" not in part


def test_visitors_keep_no_views(client):
    assert "Guardar esta vista" not in client.get(LIST, {"text": "agua"}).content.decode()


def test_a_list_opens_with_its_default_view_and_the_whole_list_stays_in_reach(client, bea):
    make_view(bea, query="type=central", is_default=True)
    assert client.get(LIST).url == f"{LIST}?type=central"
    assert client.get(f"{LIST}?view=all").status_code == 200
    assert client.get(LIST, headers={"hx-request": "true"}).status_code == 200
    client.logout()
    assert client.get(LIST).status_code == 200


def test_there_is_one_default_per_list(bea):
    first = make_view(bea, "Uno", is_default=True)
    make_view(bea, "Dos", is_default=True)
    other = make_view(bea, "Tres", url_name="projects:list", query="ict=none", is_default=True)
    first.refresh_from_db()
    assert not first.is_default
    actions.edit_view(first, {"is_default": True}, by=bea)
    assert set(SavedView.objects.filter(is_default=True)) == {first, other}


def test_a_view_is_renamed_shared_and_deleted(client, bea):
    view = make_view(bea)
    url = f"/desk/views/{view.code}/"
    assert fields(client.get(url))["name"] == ["Urgentes"]
    client.post(url, {"name": "Del centro", "is_shared": "on"})
    view.refresh_from_db()
    assert (view.name, view.is_shared, view.is_default) == ("Del centro", True, False)
    assert "Del centro" in client.get("/desk/").content.decode()
    client.post(f"{url}delete/")
    assert SavedView.objects.count() == 0
    verbs = [event.verb for event in Event.objects.of(view)]
    assert verbs == ["desk.delete_view", "desk.share_view", "desk.edit_view", "desk.save_view"]


def test_what_is_shared_is_seen_by_the_office_alone_and_changed_by_its_owner_alone(client, bea):
    shared, own = make_view(bea, "De todos"), make_view(bea, "Mía", query="type=y")
    actions.share_view(shared, is_shared=True, by=bea)
    carl = make_office()
    client.force_login(carl)
    page = client.get(LIST).content.decode()
    assert f"De todos · {bea}" in page
    assert "Mía" not in page
    assert client.get(f"/desk/views/{shared.code}/").status_code == 404
    with pytest.raises(PermissionDenied):
        actions.edit_view(shared, {"name": "x"}, by=carl)
    with pytest.raises(PermissionDenied):
        actions.delete_view(own, by=carl)
    client.force_login(make_member(Role.LIAISON, make_agency()))
    assert "De todos" not in client.get(LIST).content.decode()


def test_outside_the_office_nobody_shares(client):
    ana = make_member(Role.LIAISON, make_agency())
    view = make_view(ana)
    client.force_login(ana)
    assert "is_shared" not in fields(client.get(f"/desk/views/{view.code}/"))
    client.post(f"/desk/views/{view.code}/", {"name": "x", "is_shared": "on"})
    view.refresh_from_db()
    assert (view.name, view.is_shared) == ("x", False)
    with pytest.raises(PermissionDenied):
        actions.share_view(view, is_shared=True, by=ana)


@pytest.mark.parametrize(
    ("url_name", "query", "name"),
    [
        ("agencies:list", "page=2", "Sin filtro"),
        ("agencies:list", "type=x", " "),
        ("agencies:list", "type=x", "Urgentes"),
        ("agencies:list", "text=" + "x" * 1001, "Larga"),
        ("portal:home", "type=x", "Otra"),
    ],
)
def test_what_cannot_be_kept_is_refused(client, bea, url_name, query, name):
    make_view(bea)
    with pytest.raises(ValidationError):
        actions.save_view(bea, url_name, query, name, by=bea)
    answer = client.post("/desk/views/", {"list": url_name, "query": query, "name": name})
    assert answer.status_code == 200
    assert "errors" in answer.content.decode()
    assert SavedView.objects.count() == 1


def test_a_list_costs_the_same_however_many_views_are_kept(client, bea, queries):
    make_view(bea)
    with queries() as one:
        client.get(f"{LIST}?view=all")
    for number in range(4):
        make_view(bea, f"Vista {number}", query=f"text={number}")
    with queries() as five:
        client.get(f"{LIST}?view=all")
    assert len(one) == len(five)
