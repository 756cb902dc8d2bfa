"""A small world with something behind every address, for the table of routes and roles."""

from datetime import date

from django.urls import reverse
from django.utils import timezone

from proim.accounts.models import User
from proim.agencies import actions
from proim.agencies.models import Appointment, Mandate, Role, SuccessionKind
from proim.auditing import actions as audits
from proim.core.clock import today
from proim.monitoring import workflow as reports
from proim.notifications.models import Mail, Message, Mode, Notice, WorkerSign
from proim.notifications.slots import kind_of
from proim.notifications.stopping import stop_url
from proim.privacy.models import Export
from proim.projects import workflow as projects
from proim.projects.models import Publication
from proim.referrals import workflow as referrals
from proim.sheets import actions as sheets
from proim.sheets.slots import Facts
from tests.builders.accounts import make_waiting
from tests.builders.auditing import make_auditor
from tests.builders.desk import make_draft_of, make_view
from tests.builders.documents import make_document
from tests.builders.files import make_file
from tests.builders.monitoring import QUARTER, make_period, make_report
from tests.builders.notices import draft_notice, make_absence, make_notice
from tests.builders.people import START, make_agency, make_member, make_office, make_user
from tests.builders.privacy import make_blocking, make_request
from tests.builders.projects import make_draft, make_project
from tests.builders.referrals import (
    make_conflict,
    make_question,
    make_referral,
    make_rule,
    make_seat,
    make_target,
)
from tests.builders.sheets import as_csv as sheet_of
from tests.builders.sheets import checked, upload
from tests.builders.taxonomy import make_term
from tests.builders.training import make_session
from tests.core.world_of_courses import training
from tests.core.world_of_groups import group_addresses

# Columns of routes.txt. "Own" is the agency of the world's records, "other" another one.
ROLES = (
    "anonymous",
    "own_liaison",
    "own_head",
    "other_liaison",
    "other_head",
    "office",
    "administrator",
    "auditor",
)
UNKNOWN = "00000000-0000-4000-8000-000000000000"


class World:
    """One agency with records in several states, its people, a stranger agency, and the office."""

    def __init__(self) -> None:
        self.own, self.other = make_agency(), make_agency()
        self.people: dict[str, User | None] = {
            "anonymous": None,
            "own_liaison": make_member(Role.LIAISON, self.own),
            "own_head": make_member(Role.HEAD, self.own),
            "other_liaison": make_member(Role.LIAISON, self.other),
            "other_head": make_member(Role.HEAD, self.other),
            "office": make_office(),
            "administrator": make_office(Role.ADMINISTRATOR),
            "auditor": make_auditor(only=[self.own]),
        }
        self.addresses: dict[str, str] = {}
        WorkerSign.objects.create(worker="world", seen_at=timezone.now())  # the background lives
        self.projects()
        self.monitoring()
        self.training()
        self.change_groups()
        self.referrals()
        self.agencies()
        self.files()
        self.taxonomy()
        self.accounts()
        self.identity()
        self.auditing()
        self.desk()
        self.documents()
        self.notifications()
        self.sheets()
        self.privacy()
        self.others()

    def add(self, *routes: str, **arguments: object) -> None:
        """Add addresses with the same arguments; ``route@case`` tells addresses of a route apart."""
        for route in routes:
            self.addresses[route] = reverse(route.partition("@")[0], kwargs=arguments or None)

    def routes(self) -> set[str]:
        """Return the names of the routes that have an address here."""
        return {key.partition("@")[0] for key in self.addresses}

    def projects(self) -> None:
        secret = {"publication": Publication.RESERVED, "reserved_ground": "Artículo 183"}
        found = {
            "draft": make_draft(self.own),
            "sent": make_project(self.own, stage=projects.Stage.SUBMITTED),
            "public": make_project(self.own),
            "reserved": make_project(self.own, **secret),
        }
        self.public, self.reserved = found["public"], found["reserved"]
        self.add("projects:list", "projects:feed", "projects:mine", "projects:register")
        self.add("projects:review_queue", "projects:bulk")
        reading = ("detail", "history", "receipt", "acknowledgement", "record")
        decisions = ("review", "take", "untake", "give_back", "accept", "withdraw")
        later = ("plan", "execute", "close", "assure", "suspend", "cancel", "merge", "reclassify")
        verbs = {
            "draft": (*reading, "edit", "submit", "withdraw"),
            "sent": ("detail", "edit", "submit", *decisions),
            "public": (*reading, *later),
            "reserved": reading,
        }
        for case, project in found.items():
            for verb in verbs[case]:
                self.add(f"projects:{verb}@{case}", code=project.code)
            self.add(f"projects:block@{case}", code=project.code, name="why")

    def monitoring(self) -> None:
        self.add("monitoring:calendar", "monitoring:mine", "monitoring:sign", "monitoring:unsign")
        self.add("monitoring:delivery_all", "monitoring:delivery_list")
        for verb in ("delivery", "quarter", "publish", "reschedule", "open_period"):
            self.add(f"monitoring:{verb}", quarter=QUARTER)
        self.add("monitoring:schedule", quarter="2011-Q3")
        make_period()
        asked = make_report(self.public)
        signed = make_report(make_project(self.own), stage=reports.Stage.SIGNED, quarter="2011-Q2")
        published = make_report(
            make_project(self.own), stage=reports.Stage.PUBLISHED, quarter="2011-Q2"
        )
        for case, report in (("asked", asked), ("signed", signed), ("published", published)):
            for verb in ("detail", "edit", "give_back"):
                self.add(f"monitoring:{verb}@{case}", code=report.code)
        for case, report in (("signed", signed), ("published", published)):
            self.add(f"monitoring:history@{case}", code=report.code)
            self.add(f"monitoring:version@{case}", code=report.code, number=1)
        for verb in ("state_no_change", "validate"):
            self.add(f"monitoring:{verb}", code=asked.code)
        self.add("monitoring:take_back", code=signed.code)
        self.add("monitoring:correct", code=published.code)

    def training(self) -> None:
        training(self)

    def change_groups(self) -> None:
        for route, arguments in group_addresses(self.own, self.other):
            self.add(route, **arguments)

    def referrals(self) -> None:
        self.add("referrals:list", "referrals:questions", "referrals:ask", "referrals:targets")
        self.add("referrals:add_target", "referrals:rules", "referrals:add_rule")
        self.add("referrals:feedback", "referrals:conflicts", "referrals:declare_conflict")
        seat = make_seat(make_target(self.other), self.people["other_liaison"])
        for verb in ("target", "edit_target", "close_target", "seat"):
            self.add(f"referrals:{verb}", code=seat.target.code)
        self.add("referrals:unseat", code=seat.code)
        rule = make_rule(seat.target)
        for verb in ("rule", "edit_rule", "switch_rule"):
            self.add(f"referrals:{verb}", code=rule.code)
        conflict = make_conflict(self.people["other_liaison"], make_agency())
        self.add("referrals:end_conflict", code=conflict.code)
        question = make_question(self.own)
        self.add("referrals:question", code=question.code)
        subjects = {"project": self.public, "question": question, "unknown": question}
        for kind, subject in subjects.items():
            self.add(f"referrals:refer@{kind}", kind=kind, code=subject.code)
        found = {
            "sent": make_referral(self.public, seat),
            "attended": make_referral(question, seat, stage=referrals.Stage.ATTENDED),
        }
        verbs = (
            "detail",
            "history",
            "re_refer",
            "receive",
            "accept",
            "give_back",
            "attend",
            "close",
        )
        for case, referral in found.items():
            for verb in verbs:
                self.add(f"referrals:{verb}@{case}", code=referral.code)

    def agencies(self) -> None:
        self.add("agencies:list", "agencies:add", "agencies:scope", "agencies:liaisons")
        self.add("agencies:edit_programme", "agencies:handovers", "agencies:reorganizations")
        verbs = ("detail", "rename", "merge", "split", "absorb", "wind_up", "appoint")
        for verb in (*verbs, "put_in_scope", "take_out_of_scope", "delegate"):
            self.add(f"agencies:{verb}", code=self.own.code)
        self.days()
        held = Appointment.objects.get(person=self.people["own_liaison"])
        self.add("agencies:end_appointment", "agencies:open_handover", code=held.code)
        handover = actions.open_handover(held, by=None)
        for verb in ("handover", "reopen_handover", "receive_handover"):
            self.add(f"agencies:{verb}", code=handover.code)
        gone = make_agency(in_scope=False, since=date(2010, 1, 1))
        plan = actions.Plan(SuccessionKind.ABSORB, [gone], [self.other], START, "Decreto")
        deed = actions.reorganize(plan, by=None)
        self.add("agencies:reorganization", code=deed.code)

    def files(self) -> None:
        closed, opened = make_file(self.public), make_file(self.public, is_open=True)
        for case, file in (("closed", closed), ("open", opened)):
            self.add(f"files:fetch@{case}", code=file.code)
            self.add(f"files:version@{case}", code=file.code, number=1)
        for verb in ("history", "replace", "withdraw"):
            self.add(f"files:{verb}", code=closed.code)
        self.add("files:store", kind="project", owner=self.public.code)
        self.add("files:store@unknown", kind="secret", owner=self.public.code)

    def days(self) -> None:
        self.add("agencies:city_days", "agencies:city_days_ics", "agencies:notices")
        self.add("agencies:declare_city_notice", "agencies:terms", "agencies:set_escalation")
        self.add("agencies:absences", "agencies:record_absence", "agencies:city_count")
        for verb in ("days", "days_ics", "count", "declare_notice", "propose_notice"):
            self.add(f"agencies:{verb}", code=self.own.code)
        span = [(START, START)]
        proposed = actions.propose_notice(draft_notice(self.own), span, by=None)
        notices = {"proposed": proposed, "in_force": make_notice(self.own, START.isoformat())}
        for case, notice in notices.items():
            self.add(f"agencies:notice@{case}", code=notice.code)
        for verb in ("confirm_notice", "refuse_notice"):
            self.add(f"agencies:{verb}", code=proposed.code)
        for verb in ("withdraw_notice", "correct_notice"):
            self.add(f"agencies:{verb}", code=notices["in_force"].code)
        away = make_absence(self.people["office"], self.people["administrator"], START, START)
        self.add("agencies:end_absence", code=away.code)

    def taxonomy(self) -> None:
        term = make_term()
        self.add("taxonomy:list")
        self.add("taxonomy:add", "taxonomy:catalogue", catalogue=term.catalogue)
        for verb in ("detail", "edit", "retire"):
            self.add(f"taxonomy:{verb}", catalogue=term.catalogue, code=term.code)

    def accounts(self) -> None:
        self.add("accounts:profile", "accounts:sessions", "accounts:end_sessions")
        self.add("accounts:accept", "accounts:people", "accounts:create")
        self.add("accounts:invitation_open", code=UNKNOWN, token="x")
        person = make_waiting()
        for verb in ("person", "change_email", "invite", "disable", "enable"):
            self.add(f"accounts:{verb}", code=person.code)
        self.add("account_login", "account_logout", "account_inactive", "account_change_password")
        self.add("account_reset_password", "account_reset_password_done")
        self.add("account_reset_password_from_key", uidb36="1", key="x-y")
        self.add("account_reset_password_from_key_done")

    def identity(self) -> None:
        verbs = ("security", "add_app", "add_passkey", "confirm", "challenge", "passkey_options")
        self.add(*(f"identity:{verb}" for verb in (*verbs, "passkey_enter", "challenge_passkey")))
        self.add("identity:remove_app", "identity:renew_codes")
        self.add("identity:provider_start", "identity:provider_back", key="none")
        for verb in ("remove_passkey", "unlink"):
            self.add(f"identity:{verb}", code=UNKNOWN)
        for case, role in (("liaison", "own_liaison"), ("office", "office")):
            self.add(f"identity:recover@{case}", code=self.people[role].code)

    def auditing(self) -> None:
        auditor, far = self.people["auditor"], make_project(make_agency())
        mandate = Mandate.objects.get()
        self.add("auditing:home", "auditing:register", "auditing:grant")
        for verb in ("draw", "end"):
            self.add(f"auditing:{verb}", code=mandate.code)
        for case, project in (("inside", self.reserved), ("outside", far)):
            for verb in ("export", "observe"):
                self.add(f"auditing:{verb}@{case}", code=project.code)
        sample = audits.draw(mandate, 1, "x", by=auditor)
        found = audits.observe(self.public, "Asunto", "Texto", by=auditor)
        for verb in ("sample", "sample_csv"):
            self.add(f"auditing:{verb}", code=sample.code)
        for verb in ("observation", "answer", "insist", "conclude"):
            self.add(f"auditing:{verb}", code=found.code)

    def desk(self) -> None:
        self.add("desk:home", "desk:keyboard", "desk:keep", "desk:save_view")
        liaison = self.people["own_liaison"]
        self.add("desk:discard", code=make_draft_of(liaison).code)
        view = make_view(liaison)
        for verb in ("edit_view", "delete_view"):
            self.add(f"desk:{verb}", code=view.code)

    def documents(self) -> None:
        self.add("documents:check")
        session, report = make_session(), make_report(self.public)
        rows = {
            "sheet": ("project_sheet", self.public.code),
            "reserved": ("project_sheet", self.reserved.code),
            "agency": ("agency_sheet", self.own.code),
            "minutes": ("minutes", session.code),
            "report": ("report_text", report.code),
        }
        for case, (kind, key) in rows.items():
            for route in ("issue", "text"):
                self.add(f"documents:{route}@{case}", kind=kind, key=key)
        document = make_document("project_sheet", self.public)
        for route in ("verify", "file", "withdraw"):
            self.add(f"documents:{route}", folio=document.folio)
        self.add("documents:verify@unknown", folio="CED-2011-00000000")

    def notifications(self) -> None:
        self.add("notifications:inbox", "notifications:read_all", "notifications:preferences")
        self.add("notifications:view_outbox")
        own = self.people["own_liaison"]
        token = stop_url(own, [kind_of("monitoring.published")]).rstrip("/").rpartition("/")[2]
        self.add("notifications:stop", token=token)
        self.add("notifications:stop@forged", token=f"{token}x")
        mail = Mail.objects.create(person=self.people["own_liaison"])
        said = {"subject": "SP: aviso", "lines": ["Línea."], "path": "/", "label": "Ver"}
        notice = Notice.objects.create(
            kind="agencies.vacant", target="agencies.agency:1", key="x", words={"es-mx": said}
        )
        told = Message.objects.create(notice=notice, person=mail.person, mail=mail, mode=Mode.NOW)
        self.add("notifications:message", "notifications:read", code=told.code)
        self.add("notifications:retry", code=mail.code)

    def sheets(self) -> None:
        self.add("sheets:list")
        for table in ("projects", "agencies"):
            for verb in ("template", "dictionary", "upload"):
                self.add(f"sheets:{verb}@{table}", table=table)
            self.add(f"sheets:export@{table}", table=table, form="csv")
        liaison, facts = self.people["own_liaison"], Facts(self.own.key)
        rows = sheet_of([["Título"], ["Proyecto de la hoja"]])
        sent = upload(liaison, facts, rows)
        done = checked(liaison, facts, rows)
        stored = sheets.commit(sheets.begin(checked(liaison, facts, rows), by=liaison), by=liaison)
        for verb in ("match", "progress", "discard"):
            self.add(f"sheets:{verb}@sent", code=sent.code)
        for verb in ("review", "decide", "commit", "answer"):
            self.add(f"sheets:{verb}@checked", code=done.code)
        for verb in ("receipt", "undo", "answer"):
            self.add(f"sheets:{verb}@stored", code=stored.code)

    def privacy(self) -> None:
        self.add("privacy:mine", "privacy:export", "privacy:ask", "privacy:notice")
        self.add("privacy:notices", "privacy:publish_notice", "privacy:requests")
        self.add("privacy:blocked", "privacy:inventory", "privacy:terms")
        self.add("privacy:version", version=1)
        asked = make_request(self.people["own_liaison"])
        for verb in ("request", "answer", "extend", "finish"):
            self.add(f"privacy:{verb}", code=asked.code)
        self.add("privacy:block", code=make_user().code)
        blocking = make_blocking(is_due=True)
        for verb in ("blocking", "unblock", "reveal", "erase"):
            self.add(f"privacy:{verb}", code=blocking.code)
        self.add("privacy:set_term", "privacy:purge", kind="message")
        made = Export.objects.create(
            person=self.people["own_liaison"],
            made_at=timezone.now(),
            name="none.zip",
            expires_on=today(),
        )
        self.add("privacy:fetch", code=made.code)

    def others(self) -> None:
        part = {"source": "liaison_coverage", "part": "with_a_liaison"}
        self.add("indicators:table", "indicators:table_csv")
        self.add("indicators:rows", "indicators:rows_csv", **part)
        self.add("portal:home", "portal:work", "portal:about", "portal:accessibility")
        self.add("portal:privacy", "portal:robots")
        self.add("ui:gallery", "sitemap", "set_language", "health")
        self.add("operation:page", "operation:state", "operation:figures")
        self.add("ui:gallery_page", page="opening")
        self.add("ui:error_page", status=404)
