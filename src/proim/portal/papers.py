"""The agency sheet: one page for the head, with projects, reports, liaison officers, training."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from proim.agencies.models import Agency
from proim.core.clock import today
from proim.core.permissions import Actor
from proim.documents import blocks
from proim.documents.blocks import Column, Content, said
from proim.documents.slots import Kind
from proim.portal.sheet import Sheet, sheet_of
from proim.projects.models import Project
from proim.ui import formats


def _rows(actor: Actor) -> QuerySet[Agency]:
    """Return the agencies whose people ``actor`` may see: one's own, the office all."""
    return Agency.objects.permitted("agencies.see_people", actor)


def _content(agency: Agency) -> Content:
    day = today()
    sheet = sheet_of(agency, day)
    return Content(
        title=_("Sheet of the public entity"),
        kicker=agency.acronym,
        subject=agency.name,
        lead=_("As of %(day)s.") % {"day": formats.day(day)},
        blocks=[
            blocks.figures(_figures(sheet)),
            *_vacancy(sheet),
            blocks.heading(_("Liaison officers")),
            _liaisons(sheet),
            blocks.heading(_("Projects by stage")),
            blocks.facts([(capfirst(stage), [str(number)]) for stage, number in sheet.stages])
            if sheet.stages
            else blocks.paragraphs(_("No project is registered yet.")),
            *_projects(sheet),
        ],
    )


def _figures(sheet: Sheet) -> list[tuple[str, str]]:
    reports = sheet.figures
    return [
        (formats.number(len(sheet.projects)), _("registered projects")),
        (formats.number(reports.expected), _("reports asked for so far")),
        (formats.number(reports.on_time), _("delivered on time")),
        (formats.number(reports.late), _("delivered late")),
        (formats.number(reports.missing), _("missing")),
    ]


def _vacancy(sheet: Sheet) -> list[blocks.Block]:
    if sheet.has_principal:
        return []
    said_so = _(
        "Nobody speaks for your entity. Appoint a liaison officer by an official letter to the programme office."
    )
    return [blocks.notice(said_so, title=_("No principal liaison officer"), tone="warning")]


def _liaisons(sheet: Sheet) -> blocks.Block:
    columns = [Column(_("Name"), 4), Column(_("Role"), 4), Column(_("Core course"), 2)]
    rows = [
        [
            post.person.full_name,
            capfirst(post.get_role_display()),
            _("trained") if trained else _("not trained yet"),
        ]
        for post, trained in sheet.liaisons
    ]
    return blocks.table(columns, rows, empty=_("Nobody is appointed."))


def _projects(sheet: Sheet) -> list[blocks.Block]:
    if not sheet.projects:
        return []
    columns = [
        Column(_("Folio"), 0),
        Column(_("Project"), 6),
        Column(_("Strategy"), 3),
        Column(_("Stage"), 0),
        Column(_("End"), 0),
    ]
    rows = [_line(project) for project in sheet.projects]
    heading = blocks.heading(_("Projects of the entity"))
    return [heading, blocks.table(columns, rows, empty="")]


def _line(project: Project) -> list[Any]:
    return [
        project.folio or "",
        said(project.title, project.title_lang),
        project.strategy.label if project.strategy else "",
        capfirst(project.get_stage_display()),
        str(project.ends or ""),
    ]


def on_page(request: HttpRequest, agency: Any) -> dict[str, Any] | None:
    """Offer the sheet on the page of an agency to those who may have it; no query of its own."""
    return {"agency": agency} if agency.may_see_people else None


SHEET = Kind(
    key="agency_sheet",
    label=gettext_lazy("sheet of a public entity"),
    prefix="ENT",
    rows=_rows,
    content=_content,
)
