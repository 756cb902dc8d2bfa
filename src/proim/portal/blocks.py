"""What waits for a person: short lists by due date, each from the app that knows it.

A block is shown only if something is in it. Each one costs the same queries however long it is.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from django.db.models import Count, F, Min, Q
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
from proim.change_groups.models import Agreement, Group, Meeting, Member
from proim.change_groups.workflow import Stage as Called
from proim.indicators.slots import AsOf
from proim.monitoring import standing as reports
from proim.monitoring.models import Period, Report
from proim.monitoring.sheet import Word, due
from proim.monitoring.workflow import Delivery
from proim.projects import standing as projects
from proim.projects.models import Project
from proim.projects.workflow import Stage
from proim.referrals import standing as referrals
from proim.referrals.models import Question, Referral
from proim.referrals.rules import takes_part
from proim.training.sources import trained

SHOWN = 8


@dataclass(frozen=True, slots=True)
class Late(Word):
    """A term that is over, with those who have to know of it by now."""

    told: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to do: what, where, and by when."""

    title: str
    href: str
    note: str = ""
    term: Word | Running | None = None

    @property
    def running(self) -> Running | None:
        """The term in working days of whoever owes it, if it is one."""
        return self.term if isinstance(self.term, Running) else None

    @property
    def told(self) -> str:
        """Who has to know by now that the term is over; "" where that is not followed."""
        return self.term.told if isinstance(self.term, Late) else ""


@dataclass(frozen=True, slots=True)
class Block:
    """A list of things to do, the most urgent first; ``href`` leads to all of them."""

    code: str
    title: str
    count: int
    href: str
    items: list[Item] = field(default_factory=list)


def office(person: User, day: date) -> list[Block]:
    """Return the morning queue of the programme office."""
    first = (_to_review, _to_decide, _to_refer, _to_publish, _overdue, _to_open, _notices)
    makers = (*first, _vacancies, _untrained, _invitations)
    return _filled(makers, person, day) if is_office(person) else []


def liaison(person: User, day: date) -> list[Block]:
    """Return what a liaison officer owes."""
    return _filled((_returned, _reports_due, _drafts), person, day)


def head(person: User, day: date) -> list[Block]:
    """Return what waits for an agency head."""
    return _filled((_to_sign, _acts), person, day)


def member(person: User, day: date) -> list[Block]:
    """Return what a member of a change group has to come to and to do."""
    return _filled((_meetings, _agreements), person, day)


def target(person: User, day: date) -> list[Block]:
    """Return what was referred to a person."""
    return _filled((_to_attend,), person, day) if takes_part(person) else []


def _filled(
    makers: Iterable[Callable[[User, date], Block]], person: User, day: date
) -> list[Block]:
    return [block for block in (make(person, day) for make in makers) if block.count]


def _block(
    code: str,
    title: str,
    rows: Any,
    href: str,
    tell: Callable[[Any], Item],
    terms: Callable[[list[Any]], list[Word | Running | None]] | None = None,
) -> Block:
    """Count ``rows`` and tell the first of them: two queries, one where they are few.

    ``terms`` returns the term of each row that is told, in as many queries for one as for all.
    """
    first = list(rows[: SHOWN + 1])
    count = len(first) if len(first) <= SHOWN else rows.count()
    shown = first[:SHOWN]
    items = [tell(row) for row in shown]
    if terms and shown:
        items = [replace(item, term=term) for item, term in zip(items, terms(shown), strict=True)]
    return Block(code, title, count, href, items)


def _project_terms(day: date) -> Callable[[list[Any]], list[Word | Running | None]]:
    def terms(rows: list[Any]) -> list[Word | Running | None]:
        found = projects.standing(rows, day)
        return [found.get(project.pk) for project in rows]

    return terms


def _report_terms(day: date) -> Callable[[list[Any]], list[Word | Running | None]]:
    def terms(rows: list[Any]) -> list[Word | Running | None]:
        found = reports.standing(rows, day)
        return [found[report.pk] for report in rows]

    return terms


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
    return _block("review", title, rows, href, tell, _project_terms(day))


def _to_publish(person: User, day: date) -> Block:
    rows = Report.objects.permitted("monitoring.publish", person).to_publish()
    rows = rows.with_names().order_by("period__review_on", "pk")
    title = _("Reports to publish")
    calendar = calendar_of(office_agency())

    def terms(rows: list[Any]) -> list[Word | Running | None]:
        return [due(report.period.review_on, day, calendar) for report in rows]

    return _block("publish", title, rows, _quarter_page(), _report, terms)


def _quarter_page() -> str:
    return reverse("monitoring:calendar")


def _report(report: Any) -> Item:
    note = f"{report.project.agency.acronym} · {report.period}"
    return Item(report.project.title, report.get_absolute_url(), note)


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
    return _block("overdue", title, rows, reverse("monitoring:delivery_all"), tell, terms)


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

    return _block("open", _("Quarters to open"), rows, _quarter_page(), tell, terms)


def _notices(person: User, day: date) -> Block:
    rows = Notice.objects.permitted("agencies.confirm_notice", person).select_related("agency")
    rows = rows.filter(status=NoticeStatus.PROPOSED).order_by("first_on", "pk")

    def tell(notice: Any) -> Item:
        return Item(notice.reason, notice.get_absolute_url(), notice.agency.acronym)

    title, href = _("Notices of working days to look up"), reverse("agencies:notices")
    return _block("notices", title, rows, href, tell)


def _vacancies(person: User, day: date) -> Block:
    def tell(agency: Any) -> Item:
        return Item(agency.name, agency.get_absolute_url(), agency.acronym)

    title = _("Public entities without a principal liaison officer")
    href = reverse("agencies:liaisons")
    return _block("vacant", title, vacant(day), href, tell)


def _untrained(person: User, day: date) -> Block:
    rows = Appointment.objects.on(day).liaisons().exclude(person__in=list(trained(AsOf(day))))
    rows = rows.select_related("person", "agency").order_by("valid_from", "pk")

    def tell(post: Any) -> Item:
        note = f"{capfirst(post.get_role_display())} · {post.agency.acronym}"
        return Item(post.person.full_name, post.person.get_absolute_url(), note)

    title = _("Liaison officers without the core course")
    return _block("untrained", title, rows, reverse("training:courses"), tell)


def _invitations(person: User, day: date) -> Block:
    rows = Invitation.objects.unanswered().select_related("person").order_by("sent_at", "pk")

    def tell(invitation: Any) -> Item:
        who = invitation.person
        expired = "" if invitation.is_open else _("expired")
        return Item(str(who), who.get_absolute_url(), expired or who.email)

    return _block(
        "invited", _("Invitations without an answer"), rows, reverse("accounts:people"), tell
    )


def _returned(person: User, day: date) -> Block:
    open_comments = Count("observations", filter=Q(observations__answered_on__isnull=True))
    rows = Project.objects.permitted("projects.edit", person).filter(stage=Stage.RETURNED)
    rows = rows.select_related("agency").annotate(comments=open_comments)
    rows = rows.order_by("answer_due_on", "pk")

    def tell(project: Any) -> Item:
        said = ngettext("%s comment to answer", "%s comments to answer", project.comments)
        href = reverse("projects:edit", args=[project.code])
        return Item(project.title, href, said % project.comments)

    title, href = _("Projects returned with comments"), reverse("projects:mine")
    return _block("returned", title, rows, href, tell, _project_terms(day))


def _reports_due(person: User, day: date) -> Block:
    rows = Report.objects.permitted("monitoring.edit", person).owed().with_names().urgent_first()
    title, href = _("Quarterly reports to write"), reverse("monitoring:mine")
    return _block("reports", title, rows, href, _report, _report_terms(day))


def _drafts(person: User, day: date) -> Block:
    rows = Project.objects.permitted("projects.edit", person).filter(stage=Stage.DRAFT)

    def tell(project: Any) -> Item:
        note = _("not sent yet")
        return Item(project.title, reverse("projects:edit", args=[project.code]), note)

    return _block("drafts", _("Drafts"), rows.order_by("-pk"), reverse("projects:mine"), tell)


def _to_sign(person: User, day: date) -> Block:
    rows = Report.objects.permitted("monitoring.sign", person).to_sign().with_names().urgent_first()
    title, href = _("Reports to sign"), reverse("monitoring:sign")
    return _block("sign", title, rows, href, _report, _report_terms(day))


def _referral(referral: Any) -> Item:
    note = f"{referral.folio} · {referral.agency.acronym}"
    return Item(referral.title, referral.get_absolute_url(), note)


def _referral_terms(day: date) -> Callable[[list[Any]], list[Word | Running | None]]:
    def terms(rows: list[Any]) -> list[Word | Running | None]:
        found = referrals.standing(rows, day)
        return [found.get(referral.pk) for referral in rows]

    return terms


def _to_attend(person: User, day: date) -> Block:
    """List what a person was sent, and what somebody away was sent for whom the person stands in."""
    rows = Referral.objects.permitted("referrals.attend", person).with_target().with_names()
    rows = rows.filter(person__in=covered_by(person, day)).urgent_first()
    title, href = _("Referrals to attend"), f"{reverse('referrals:list')}?stage=target"
    return _block("attend", title, rows, href, _referral, _referral_terms(day))


def _to_decide(person: User, day: date) -> Block:
    rows = Referral.objects.permitted("referrals.close", person).with_office().with_names()

    def tell(referral: Any) -> Item:
        item = _referral(referral)
        return replace(item, note=f"{item.note} · {referral.get_stage_display()}")

    title, href = _("Referrals to close or send on"), f"{reverse('referrals:list')}?stage=office"
    return _block("decide", title, rows.urgent_first(), href, tell, _referral_terms(day))


def _to_refer(person: User, day: date) -> Block:
    rows = Question.objects.permitted("referrals.refer", person).unreferred()

    def tell(question: Any) -> Item:
        href = reverse("referrals:refer", args=["question", question.code])
        return Item(question.title, href, question.agency.acronym)

    title, href = _("Questions to refer"), f"{reverse('referrals:questions')}?show=waiting"
    return _block("refer", title, rows.select_related("agency"), href, tell)


def _acts(person: User, day: date) -> Block:
    rows = Group.objects.permitted("change_groups.approve", person).standing()
    rows = rows.filter(approved_on__isnull=True).select_related("agency")

    def tell(group: Any) -> Item:
        return Item(str(group), group.get_absolute_url(), group.act)

    title, href = _("Acts of change groups to approve"), reverse("change_groups:list")
    return _block("acts", title, rows.order_by("constituted_on", "pk"), href, tell)


def _meetings(person: User, day: date) -> Block:
    mine = Member.objects.on(day).filter(person=person)
    rows = Meeting.objects.filter(stage=Called.CALLED, on__gte=day, group__members__in=mine)
    rows = rows.select_related("group__agency").order_by("on", "pk")

    def tell(meeting: Any) -> Item:
        return Item(str(meeting.group), meeting.get_absolute_url(), meeting.title)

    title, href = _("Meetings of my change group"), reverse("change_groups:list")
    return _block("meetings", title, rows, href, tell)


def _agreements(person: User, day: date) -> Block:
    rows = Agreement.objects.permitted("change_groups.fulfil", person).filter(owner__person=person)
    rows = rows.filter(done_on__isnull=True).select_related("meeting__group__agency")
    rows = rows.order_by("due_on", "pk")

    def tell(row: Any) -> Item:
        return Item(row.text, row.get_absolute_url(), str(row.meeting.group))

    def terms(rows: list[Any]) -> list[Word | Running | None]:
        read = calendars(row.meeting.group.agency_id for row in rows)
        return [due(row.due_on, day, read.of(row.meeting.group.agency_id)) for row in rows]

    title, href = _("Agreements that are mine"), reverse("change_groups:list")
    return _block("agreements", title, rows, href, tell, terms)
