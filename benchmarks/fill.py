"""A register of any size, quickly: rows like those that the actions write, without the ledger."""

import random
from datetime import date, timedelta

from django.db import transaction

from proim.accounts.models import User
from proim.agencies.models import Agency, AgencyVersion, Appointment, ScopeEntry
from proim.projects.indexing import index
from proim.projects.models import Classification, Project, StageChange
from proim.taxonomy.models import Term

START = date(2010, 11, 17)
AGENCIES = 100
STAGES = ("registered", "planning", "executing", "closing")
THINGS = [
    "trámites",
    "licencias",
    "expedientes",
    "archivo",
    "citas",
    "pagos",
    "quejas",
    "inventarios",
    "permisos",
    "becas",
    "nómina",
    "compras",
    "obras",
    "parques",
    "mercados",
    "rutas",
    "clínicas",
    "bibliotecas",
    "talleres",
    "museos",
    "viveros",
    "padrones",
    "visitas",
    "verificaciones",
    "constancias",
    "actas",
    "planos",
    "semáforos",
    "luminarias",
    "fugas",
    "baches",
]
VERBS = [
    "Simplificación",
    "Digitalización",
    "Ordenamiento",
    "Ventanilla",
    "Seguimiento",
    "Automatización",
    "Rediseño",
    "Medición",
    "Consulta",
    "Integración",
]


def fill(size: int) -> None:
    """Store 100 agencies, their liaisons and ``size`` registered projects; the same each time."""
    dice = random.Random(size)
    with transaction.atomic():
        agencies = [_agency(number) for number in range(AGENCIES)]
        strategies = list(Term.objects.of("strategy"))
        projects = Project.objects.bulk_create(
            [_project(n, dice, agencies, strategies) for n in range(1, size + 1)]
        )
        StageChange.objects.bulk_create(
            StageChange(project=p, stage=p.stage, since=p.created_on) for p in projects
        )
        Classification.objects.bulk_create(
            Classification(project=p, strategy=p.strategy, since=p.created_on) for p in projects
        )
        for project in projects:
            index(project)


def _agency(number: int) -> Agency:
    names = {"name": f"Secretaría de Asuntos {number}", "acronym": f"SA{number}", "type": "DEP"}
    agency = Agency.objects.create(key=f"B{number:03}", **names)
    AgencyVersion.objects.create(agency=agency, since=START, **names)
    ScopeEntry.objects.create(agency=agency, since=START, is_in_scope=True, ground="Circular")
    person = User.objects.create_user(f"enlace{number}@example.gob.mx", f"Enlace {number}")
    Appointment.objects.create(person=person, agency=agency, role="liaison", valid_from=START)
    return agency


def _project(
    number: int, dice: random.Random, agencies: list[Agency], strategies: list[Term]
) -> Project:
    thing, other, verb = dice.choice(THINGS), dice.choice(THINGS), dice.choice(VERBS)
    registered = START + timedelta(days=dice.randrange(600))
    return Project(
        folio=f"PROIM-{registered.year}-{number:05}",
        agency=dice.choice(agencies),
        title_es=f"{verb} de {thing} y {other} en la zona {number}",
        strategy=dice.choice(strategies),
        scope="institutional",
        ict_use="support",
        is_knowledge_management=False,
        lead_name="Persona Responsable",
        lead_post="Dirección",
        lead_area="planning",
        problem_es=f"Quien necesita {thing} espera demasiado y vuelve varias veces por {other}.",
        objective_es=f"Que {thing} y {other} se resuelvan en una sola visita.",
        population_es="Habitantes de la demarcación",
        stage=dice.choice(STAGES),
        created_on=registered,
        submitted_on=registered,
        registered_on=registered,
        starts_on=registered,
        ends_on=date(2012, 12, 31),
        ends_precision="year",
    )
