"""The documents of a project: its sheet, its signature sheet, its two receipts."""

from typing import Any

from django.db.models import Q, QuerySet
from django.utils.dateparse import parse_datetime
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from proim.accounts.models import User
from proim.agencies.models import Appointment, Role
from proim.audit.models import Event
from proim.core.clock import today
from proim.core.permissions import Actor
from proim.core.permissions import rows as rows_of
from proim.documents import blocks
from proim.documents.blocks import Content, Fact, Place, said
from proim.documents.issuing import content_print
from proim.documents.slots import Kind
from proim.projects.models import Project
from proim.projects.sheet import TO_MANY, Block, Row, row
from proim.projects.sheet import blocks as record_of
from proim.ui import formats


def _rows(actor: Actor) -> QuerySet[Project]:
    """Return the projects whose whole record ``actor`` may read."""
    rows = Project.objects.permitted("projects.history", actor)
    return rows.select_related("agency", "strategy", "reviewer").prefetch_related(*TO_MANY)


def _signers(actor: Actor) -> QuerySet[Project]:
    """Return the projects whose signed pages ``actor`` may bring: liaisons, and the office."""
    office = rows_of("projects.accept", actor)
    return Project.objects.filter(rows_of("projects.edit", actor) | office)


def _title(project: Project) -> blocks.Said:
    return said(project.title, project.title_lang)


def _sheet(project: Project) -> Content:
    record = record_of(project)
    return Content(
        title=_("Project sheet"),
        kicker=project.folio or "",
        subject=_title(project),
        facts=_facts(project),
        blocks=[
            blocks.record(
                (_("Field"), _("Answer")),
                [(part.title, rows) for part in record if (rows := _answered(part))],
            ),
            *_open_fields(record),
        ],
    )


def _facts(project: Project) -> list[Fact]:
    told: list[tuple[str, Any]] = [
        (_("Folio"), project.folio or _("none yet: the project is not registered")),
        (_("Public entity"), project.agency.label),
        (_("Strategy"), project.strategy and project.strategy.label),
        (_("Stage"), capfirst(project.get_stage_display())),
        (_("Sent on"), formats.day(project.submitted_on)),
        (_("Registered on"), formats.day(project.registered_on)),
    ]
    return [(label, [str(value)]) for label, value in told if value]


def _answered(part: Block) -> list[Fact]:
    return [(row.label, _items(row)) for row in part.rows if not row.is_empty]


def _items(row: Row) -> list[blocks.Said]:
    return [said(item, row.lang) for item in row.items]


def _open_fields(record: list[Block]) -> list[blocks.Block]:
    """Name what has no answer in one place: forty empty lines would hide the answers."""
    names = [row.label for part in record for row in part.rows if row.is_empty]
    if not names:
        return []
    return [blocks.heading(_("Without an answer yet")), blocks.paragraphs(", ".join(names) + ".")]


def _signature_sheet(project: Project) -> Content:
    lead = said(project.lead_post, "es")
    posts = Appointment.objects.on(today()).filter(agency=project.agency_id)
    held = {post.role: post.person for post in posts.select_related("person").order_by("-pk")}
    places = [
        Place(_("Project lead"), project.lead_name, lead),
        _signs(_("Liaison officer of the public entity"), held.get(Role.LIAISON)),
        _signs(_("Head of the public entity"), held.get(Role.HEAD)),
        Place(_("Received by the programme office")),
    ]
    return Content(
        title=_("Signature sheet"),
        kicker=project.folio or "",
        subject=_title(project),
        lead=_(
            "Those who sign state that the project sheet is true and complete, and that the public entity undertakes to carry the project out and to report on it each quarter."
        ),
        facts=_facts(project),
        blocks=[
            blocks.heading(_("What is signed")),
            blocks.facts(
                [
                    *(_short(project, name) for name in ("objective_es", "starts", "ends")),
                    (_("Print of the project sheet's content"), [content_print(SHEET, project)]),
                ]
            ),
            blocks.heading(_("Signatures")),
            blocks.signatures(places),
        ],
    )


def _short(project: Project, name: str) -> Fact:
    answer = row(project, name)
    return (answer.label, _items(answer))


def _signs(role: str, person: Any) -> Place:
    return Place(role, str(person or ""), said(getattr(person, "post", ""), "es"))


def _receipt(project: Project) -> Content:
    lead = _(
        "The programme office has entered this modernization project in the register under the folio below."
    )
    extra = [(_("Registered on"), [formats.day(project.registered_on)])]
    return _of_event(project, "projects.accept", _("Receipt of registration"), lead, extra)


def _acknowledgement(project: Project) -> Content:
    lead = _("The programme office has received this modernization project for review.")
    event = _event(project, "projects.submit")
    due = event.data.get("due", "") if event else ""
    extra = [(_("The office answers by"), [formats.day(_day(due))])] if due else []
    return _of_event(project, "projects.submit", _("Acknowledgement of receipt"), lead, extra)


def _of_event(
    project: Project, verb: str, title: str, lead: str, extra: list[tuple[str, list[str]]]
) -> Content:
    event = _event(project, verb)
    at = parse_datetime(event.at) if event else None
    who = User.objects.filter(pk=event.actor_id).first() if event else None
    strategy = project.strategy.label if project.strategy else ""
    is_registration = verb == "projects.accept"
    code = f"{event.sequence} · {event.hash[:16]}" if event else ""
    return Content(
        title=title,
        kicker=(project.folio or "") if is_registration else "",
        lead=lead,
        facts=[
            *([(_("Folio"), [project.folio or ""])] if is_registration else []),
            (_("Project"), [said(project.title_es, "es")]),
            (_("Public entity"), [project.agency.name]),
            (_("Principal strategy"), [strategy] if strategy else []),
            (_("Project lead"), [said(f"{project.lead_name}, {project.lead_post}", "es")]),
            (_("Sent on"), [formats.day(project.submitted_on)]),
            *extra,
            (_("Entered at"), [formats.moment(at)]),
            (_("Entered by"), [str(who) if who else _("the system")]),
        ],
        blocks=[
            blocks.notice(
                _("Entry no. %(number)s of the programme's ledger, with the hash %(hash)s.")
                % {
                    "number": event.sequence if event else "",
                    "hash": " ".join(event.hash[at : at + 8] for at in range(0, 64, 8))
                    if event
                    else "",
                },
                title=_("Proof"),
                tone="brand",
            ),
        ],
        more={"code": code},
    )


def _event(project: Project, verb: str) -> Event | None:
    return Event.objects.of(project).filter(verb=verb).first()


def _day(text: str) -> Any:
    return parse_datetime(f"{text}T00:00")


SHEET = Kind(
    key="project_sheet",
    label=gettext_lazy("project sheet"),
    prefix="CED",
    rows=_rows,
    content=_sheet,
    text=True,
)
SIGNATURES = Kind(
    key="project_signatures",
    label=gettext_lazy("signature sheet of a project"),
    prefix="FIR",
    rows=_rows,
    content=_signature_sheet,
    signers=_signers,
    space=lambda project: f"agency:{project.agency_id}",
)
RECEIPT = Kind(
    key="project_receipt",
    label=gettext_lazy("receipt of registration"),
    prefix="REG",
    rows=_rows,
    content=_receipt,
    holds=Q(folio__isnull=False),
)
ACKNOWLEDGEMENT = Kind(
    key="project_acknowledgement",
    label=gettext_lazy("acknowledgement of receipt"),
    prefix="ACU",
    rows=_rows,
    content=_acknowledgement,
    holds=Q(submitted_on__isnull=False),
)
PAPERS = (SHEET, SIGNATURES, RECEIPT, ACKNOWLEDGEMENT)
