"""Which projects a mandate opens: for the list, the sample and the observations alike."""

from django.db.models import QuerySet

from proim.agencies.models import Mandate
from proim.agencies.rules import Audited
from proim.projects.models import Project
from proim.projects.rules import opened_by


def projects_of(mandate: Mandate) -> QuerySet[Project]:
    """Return the projects that ``mandate`` opens, by folio."""
    one = Audited(frozenset(mandate.agency_ids()), mandate.covers_from, mandate.covers_to)
    return Project.objects.filter(opened_by(one)).select_related("agency").order_by("folio", "pk")


def keys_of(mandate: Mandate) -> dict[int, str]:
    """Return what each project that ``mandate`` opens is called in a draw: its folio, or its code."""
    found = projects_of(mandate).values_list("pk", "folio", "code")
    return {pk: folio or str(code) for pk, folio, code in found}
