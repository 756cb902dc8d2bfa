"""How the tests of the screens read and write them."""

from django.urls import reverse

MINE, SIGN = reverse("monitoring:mine"), reverse("monitoring:sign")
CALENDAR = reverse("monitoring:calendar")
ENGLISH = {"accept-language": "en"}


def html(answer, status=200):
    """Return the page of an answer that came as it should."""
    assert answer.status_code == status
    return answer.content.decode()


def url(verb, report):
    """Return the address of a verb on a report."""
    return reverse(f"monitoring:{verb}", args=[report.code])


def ticked(*reports):
    """Return what a screen sends on which these reports were ticked."""
    return {"report": [f"{report.code}.{report.version}" for report in reports]}


def confirmed(*reports):
    """Return what the page sends that has told what will happen."""
    return {**ticked(*reports), "confirm": "1"}
