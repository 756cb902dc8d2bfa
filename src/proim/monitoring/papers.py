"""The documents of a quarterly report: the report that the head signed, and its text to be edited."""

from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from proim.audit.models import Event
from proim.core.permissions import Actor
from proim.documents import blocks
from proim.documents.blocks import Approval, Content, Fact, said
from proim.documents.slots import Kind
from proim.monitoring.models import Report, ReportVersion, content_of
from proim.monitoring.sheet import Answer, answers, label, rated
from proim.monitoring.workflow import CONTENT, Stage
from proim.ui import formats

LONG = tuple(name for name in CONTENT if name not in ("progress", "rating"))


def _rows(actor: Actor) -> QuerySet[Report]:
    return _named(Report.objects.permitted("monitoring.view", actor))


def _drafts(actor: Actor) -> QuerySet[Report]:
    return _named(Report.objects.permitted("monitoring.read_draft", actor))


def _named(rows: QuerySet[Report]) -> QuerySet[Report]:
    return rows.select_related(
        "project__agency", "period", "validated_by", "signed_by", "signed_for"
    )


def _report(report: Report) -> Content:
    """Tell what the agency stands by: the last published version, else the signed text."""
    version = report.versions.order_by("number").last()
    told = version.told if version else content_of(report)
    return Content(
        title=_("Quarterly report"),
        kicker=formats.quarter(told["quarter"]),
        subject=_title(told["project"]),
        facts=_facts(told),
        blocks=[
            *_said(told),
            blocks.heading(_("Signatures within the platform")),
            blocks.approvals(_approvals(report, version, told), code_label=_("Code")),
        ],
    )


def _facts(told: dict[str, Any]) -> list[Fact]:
    rows = [
        (_("Project"), told["project"]["folio"]),
        (_("Public entity"), told["project"]["agency"]),
        (_("Quarter"), formats.quarter(told["quarter"])),
        (_("Due on"), formats.day(parse_date(told["due_on"]))),
        (_("Delivered on"), _day(told["delivered_on"])),
        (_("Published on"), _day(told["published_on"])),
        (_("Version"), str(told["number"] or "")),
    ]
    return [(name, [value]) for name, value in rows if value]


def _said(told: dict[str, Any]) -> list[blocks.Block]:
    given = told["said"]
    found: list[blocks.Block] = []
    if told["erratum"]:
        notice = blocks.notice(said(told["erratum"], "es"), title=_("Corrected version"))
        found.append(notice)
    if told["is_no_change"]:
        same = _(
            "The public entity states that nothing changed since its last report. What stands below was carried over."
        )
        found.append(blocks.notice(same, title=_("No change this quarter")))
    rating = rated(given["rating"])
    figure = formats.percent(given["progress"], 0) if given["progress"] is not None else "—"
    found += [
        blocks.figures([(figure, label("progress").lower())]),
        blocks.heading(label("rating")),
        blocks.verdict(rating.text, rating.tone),
    ]
    for answer in answers({name: given.get(name) for name in LONG} | {"rating": None}):
        found += [blocks.heading(answer.label), blocks.paragraphs(_typed(answer))]
    return found


def _typed(answer: Answer) -> blocks.Said:
    return said(answer.text, answer.lang)


def _approvals(
    report: Report, version: ReportVersion | None, told: dict[str, Any]
) -> list[Approval]:
    events = _signing(report, version)
    acts = (
        ("validated", _("Validated by the liaison officer"), ("validate", "state_no_change")),
        ("signed", _("Signed by the head of the public entity"), ("sign",)),
    )
    return [
        Approval(
            role=role,
            name=told[act]["name"] or _("the system"),
            post=_post(told[act]),
            when=_when(_last(events, verbs), told[act]["on"]),
            code=_code(_last(events, verbs)),
        )
        for act, role, verbs in acts
        if told[act]["on"]
    ]


def _post(act: dict[str, str]) -> blocks.Said:
    """Return the post of who signed, and for whom where it was by delegation."""
    if head := act.get("for"):
        return _("%(post)s, by delegation and on behalf of %(head)s") % {
            "post": act["post"],
            "head": head,
        }
    return said(act["post"], "es")


def _signing(report: Report, version: ReportVersion | None) -> dict[str, Event]:
    """Return the last entry of each verb in the ledger, up to the publication of ``version``."""
    events = Event.objects.of(report).filter(verb__startswith="monitoring.")
    found: dict[str, Event] = {}
    for event in events.order_by("sequence"):
        verb = event.verb.partition(".")[2]
        found[verb] = event
        if version and verb == "publish" and event.data.get("number") == version.number:
            break
    return found


def _last(events: dict[str, Event], verbs: tuple[str, ...]) -> Event | None:
    known = [events[verb] for verb in verbs if verb in events]
    return max(known, key=lambda event: event.sequence, default=None)


def _when(event: Event | None, on: str) -> str:
    """Return the day of the act, with the time if it was entered on that day."""
    at = parse_datetime(event.at) if event else None
    if at and timezone.localdate(at).isoformat() == on:
        return formats.moment(at)
    return _day(on)


def _code(event: Event | None) -> str:
    """Return what finds the act in the ledger again: its number and the beginning of its hash."""
    return f"{event.sequence}-{event.hash[:12].upper()}" if event else "—"


def _title(project: dict[str, str]) -> blocks.Said:
    if (get_language() or "").startswith("en") and project["title_en"]:
        return said(project["title_en"], "en")
    return said(project["title_es"], "es")


def _day(text: str) -> str:
    return formats.day(parse_date(text)) if text else ""


def _text(report: Report) -> Content:
    """Tell the text in work, with every question, so that it can be written outside and come back."""
    told = content_of(report, erratum=report.erratum)
    given = told["said"]
    parts = [
        part
        for name in CONTENT
        for part in (
            blocks.heading(label(name)),
            blocks.paragraphs(said(_answer(name, given[name]), "es")),
        )
    ]
    return Content(
        title=_("Quarterly report"),
        kicker=formats.quarter(told["quarter"]),
        subject=_title(told["project"]),
        facts=_facts(told),
        blocks=parts,
    )


def _answer(name: str, value: Any) -> str:
    found = {one.name: one.text for one in answers({"rating": "", name: value})}
    return found.get(name, "") or _("not stated")


REPORT = Kind(
    key="quarterly_report",
    label=gettext_lazy("quarterly report"),
    prefix="INF",
    rows=_rows,
    content=_report,
    holds=Q(published_on__isnull=False) | Q(stage=Stage.SIGNED),
)
TEXT = Kind(
    key="report_text",
    label=gettext_lazy("text of a quarterly report"),
    prefix="TXT",
    rows=_drafts,
    content=_text,
    text=True,
    pdf=False,
)
PAPERS = (REPORT, TEXT)
