"""A few files that agencies attached: schedules that anybody may read, minutes that stay inside."""

from collections.abc import Iterator
from datetime import date
from functools import partial

from django.core.files.base import ContentFile

from proim.accounts.models import User
from proim.agencies.models import Appointment, Role
from proim.core.clock import today
from proim.demo.load.world import Step, World
from proim.files import actions
from proim.files.intake import received
from proim.projects.files import NAME
from proim.projects.models import Project
from proim.projects.workflow import ACTIVE

PROJECTS = 4
SCHEDULE = "actividad,responsable,inicio,fin\nDiagnóstico,{area},{first},{first}\nPrueba,{area},{last},{last}\n"
MINUTE = (
    "Minuta de arranque\n\nProyecto: {title}\nFolio: {folio}\n\n"
    "Acuerdos:\n1. Se revisa el calendario cada dos semanas.\n2. El enlace reúne la evidencia del trimestre.\n"
)


def attached(world: World, day: date) -> Iterator[Step]:
    """Tell what is attached on ``day``, when everything else has happened."""
    yield Step(day, partial(_attach, world))


def _attach(world: World) -> None:
    posts = Appointment.objects.on(today()).filter(role=Role.LIAISON).select_related("person")
    liaisons = {post.agency_id: post.person for post in posts}
    found = [world.projects[key] for key in sorted(world.projects)]
    found = [row for row in found if row.stage in ACTIVE]
    for project in [row for row in found if row.agency_id in liaisons][:PROJECTS]:
        words = {
            "title": project.title_es,
            "folio": project.folio,
            "area": project.agency.acronym,
            "first": project.starts,
            "last": project.ends,
        }
        by = liaisons[project.agency_id]
        _store(project, "cronograma.csv", SCHEDULE.format(**words), by, "Cronograma", is_open=True)
        _store(project, "minuta.txt", MINUTE.format(**words), by, "Minuta de arranque")


def _store(
    project: Project, name: str, text: str, by: User, label: str, *, is_open: bool = False
) -> None:
    content = ContentFile(text.encode(), name)
    with received(content, kind=NAME) as incoming:
        actions.store(NAME, project, incoming, by=by, label=label, is_open=is_open)
