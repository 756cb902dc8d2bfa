"""The morning queue of the programme office."""

from datetime import date
from typing import Any

from django.db.models import Count, F, Min
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from proim.accounts.models import Invitation, User
from proim.agencies.deadlines import calendar_of, calendars
from proim.agencies.deadlines import office as office_agency
from proim.agencies.formulas import Calendar
from proim.agencies.models import Appointment, Audience, Notice, covered_by, levels
from proim.agencies.models.appointment import vacant
from proim.agencies.rules import is_office
from proim.agencies.running import Running, escalated
from proim.agencies.workflow import NoticeStatus
from proim.auditing.models import Observation
from proim.auditing.workflow import Stage
from proim.indicators.slots import AsOf
from proim.monitoring.models import Period, Report
from proim.monitoring.sheet import Word, due
from proim.monitoring.workflow import Delivery
from proim.portal.blocks.parts import (
    OF_OFFICE,
    Block,
    Item,
    Late,
    block_of,
    filled,
    project_terms,
    report_item,
)
from proim.portal.blocks.referred import to_decide
from proim.projects.models import Project
from proim.referrals.models import Question
from proim.training.sources import trained


def office(person: User, day: date) -> list[Block]:
    """Return the morning queue of the programme office."""
    first = (_to_review, to_decide, _to_refer, _to_publish, _overdue, _to_open, _notices)
    makers = (*first, _observations, *OF_OFFICE, _vacancies, _untrained, _invitations)
    return filled(makers, person, day) if is_office(person) else []


def _to_review(person: User, day: date) -> Block:
    again = Count("observations", distinct=True)
    rows = Project.objects.permitted("projects.accept", person).in_review()
    rows = rows.select_related("agency", "reviewer").annotate(comments=again)
    covered = covered_by(person, day) - {person.pk}

    def tell(project: Any) -> Item:
        note = project.agency.acronym
        if project.comments:
            note = _("%(agency)s, corrected and sent again") % {"agency": note}
        if project.reviewer_id in covered:
            note = _("%(note)s · you stand in for %(who)s") % {
                "note": note,
                "who": project.reviewer,
            }
        return Item(project.title, reverse("projects:review", args=[project.code]), note)

    title, href = _("Projects to review"), reverse("projects:review_queue")
    return block_of("review", title, rows, href, tell, project_terms(day))


def _to_publish(person: User, day: date) -> Block:
    rows = Report.objects.permitted("monitoring.publish", person).to_publish()
    rows = rows.with_names().order_by("period__review_on", "pk")
    title = _("Reports to publish")
    calendar = calendar_of(office_agency())

    def terms(rows: list[Any]) -> list[Word | Running | None]:
        return [due(report.period.review_on, day, calendar) for report in rows]

    return block_of("publish", title, rows, _quarter_page(), report_item, terms)


def _quarter_page() -> str:
    return reverse("monitoring:calendar")


def _overdue(person: User, day: date) -> Block:
    """Group what is missing by agency: one reminder each, not one per project."""
    missing = Report.objects.permitted("monitoring.publish", person).expected(day)
    missing = missing.delivered_as(Delivery.MISSING)
    name = F("project__agency__name")
    grouped = missing.order_by().values(
        "project__agency", "project__agency__code", name=name, place=F("project__agency__name_key")
    )
    rows = grouped.annotate(number=Count("pk"), oldest=Min("due_on")).order_by("oldest", "place")

    def tell(row: Any) -> Item:
        note = ngettext("%s report missing", "%s reports missing", row["number"]) % row["number"]
        href = reverse("agencies:detail", args=[row["project__agency__code"]])
        return Item(row["name"], href, note)

    def terms(rows: list[Any]) -> list[Word | Running | None]:
        read, steps = calendars(row["project__agency"] for row in rows), levels(day)
        return [_late(row["oldest"], day, read.of(row["project__agency"]), steps) for row in rows]

    title = _("Public entities with overdue reports")
    return block_of("overdue", title, rows, reverse("monitoring:delivery_all"), tell, terms)


def _late(last: date, day: date, calendar: Calendar, steps: dict[Audience, int]) -> Word:
    """Say by how many working days a term is over, and who has to know of it by now."""
    word = due(last, day, calendar)
    told = escalated(max(calendar.between(last, day), 0), steps)
    return Late(word.text, word.tone, told)


def _to_open(person: User, day: date) -> Block:
    rows = Period.objects.to_open(day)

    def tell(period: Any) -> Item:
        return Item(str(period), period.get_office_url(), "")

    def terms(rows: list[Any]) -> list[Word | Running | None]:
        calendar = calendar_of(None)
        return [due(period.opens_on, day, calendar) for period in rows]

    return block_of("open", _("Quarters to open"), rows, _quarter_page(), tell, terms)


def _notices(person: User, day: date) -> Block:
    rows = Notice.objects.permitted("agencies.confirm_notice", person).select_related("agency")
    rows = rows.filter(status=NoticeStatus.PROPOSED).order_by("first_on", "pk")

    def tell(notice: Any) -> Item:
        return Item(notice.reason, notice.get_absolute_url(), notice.agency.acronym)

    title, href = _("Notices of working days to look up"), reverse("agencies:notices")
    return block_of("notices", title, rows, href, tell)


def _observations(person: User, day: date) -> Block:
    rows = Observation.objects.permitted("auditing.answer", person).filter(stage=Stage.OPEN)
    rows = rows.select_related("project").order_by("made_on", "pk")

    def tell(row: Any) -> Item:
        return Item(row.subject, row.get_absolute_url(), row.project.title)

    title, href = _("Observations of auditors to answer"), reverse("auditing:home")
    return block_of("observations", title, rows, href, tell)


def _vacancies(person: User, day: date) -> Block:
    def tell(agency: Any) -> Item:
        return Item(agency.name, agency.get_absolute_url(), agency.acronym)

    title = _("Public entities without a principal liaison officer")
    href = reverse("agencies:liaisons")
    return block_of("vacant", title, vacant(day), href, tell)


def _untrained(person: User, day: date) -> Block:
    rows = Appointment.objects.on(day).liaisons().exclude(person__in=list(trained(AsOf(day))))
    rows = rows.select_related("person", "agency").order_by("valid_from", "pk")

    def tell(post: Any) -> Item:
        note = f"{capfirst(post.get_role_display())} · {post.agency.acronym}"
        return Item(post.person.full_name, post.person.get_absolute_url(), note)

    title = _("Liaison officers without the core course")
    return block_of("untrained", title, rows, reverse("training:courses"), tell)


def _invitations(person: User, day: date) -> Block:
    rows = Invitation.objects.unanswered().select_related("person").order_by("sent_at", "pk")

    def tell(invitation: Any) -> Item:
        who = invitation.person
        expired = "" if invitation.is_open else _("expired")
        return Item(str(who), who.get_absolute_url(), expired or who.email)

    return block_of(
        "invited", _("Invitations without an answer"), rows, reverse("accounts:people"), tell
    )


def _to_refer(person: User, day: date) -> Block:
    rows = Question.objects.permitted("referrals.refer", person).unreferred()

    def tell(question: Any) -> Item:
        href = reverse("referrals:refer", args=["question", question.code])
        return Item(question.title, href, question.agency.acronym)

    title, href = _("Questions to refer"), f"{reverse('referrals:questions')}?show=waiting"
    return block_of("refer", title, rows.select_related("agency"), href, tell)
