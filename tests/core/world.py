"""A small world with something behind every address, for the table of routes and roles."""

from datetime import date

from django.urls import reverse
from django.utils import timezone

from proim.accounts.models import User
from proim.agencies import actions, importing
from proim.agencies.models import Appointment, Role, SuccessionKind
from proim.monitoring import workflow as reports
from proim.notifications.models import Mail, Message, Mode, Notice, WorkerSign
from proim.projects import workflow as projects
from proim.projects.models import Publication
from proim.sheets import actions as sheets
from proim.sheets.slots import Facts
from tests.agencies.sheets import as_csv
from tests.builders.accounts import make_waiting
from tests.builders.desk import make_draft_of, make_view
from tests.builders.documents import make_document
from tests.builders.files import make_file
from tests.builders.monitoring import QUARTER, make_period, make_report
from tests.builders.notices import draft_notice, make_absence, make_notice
from tests.builders.people import START, make_agency, make_member, make_office
from tests.builders.projects import make_draft, make_project
from tests.builders.sheets import as_csv as sheet_of
from tests.builders.sheets import checked, upload
from tests.builders.taxonomy import make_term
from tests.builders.training import make_certificate, make_course, make_session

# Columns of routes.txt. "Own" is the agency of the world's records, "other" another one.
ROLES = (
    "anonymous",
    "own_liaison",
    "own_head",
    "other_liaison",
    "other_head",
    "office",
    "administrator",
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
        }
        self.addresses: dict[str, str] = {}
        WorkerSign.objects.create(worker="world", seen_at=timezone.now())  # the background lives
        self.projects()
        self.monitoring()
        self.training()
        self.agencies()
        self.files()
        self.taxonomy()
        self.accounts()
        self.desk()
        self.documents()
        self.notifications()
        self.sheets()
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
        self.add("training:courses", "training:add_course", "training:mine", "training:check")
        course = make_course()
        for verb in ("course", "edit_course", "mark_core", "schedule"):
            self.add(f"training:{verb}", code=course.code)
        session = make_session(course)
        verbs = ("session", "edit_session", "close_session", "attendance_list")
        for verb in (*verbs, "enrol", "join", "results"):
            self.add(f"training:{verb}", code=session.code)
        certificate = make_certificate(self.people["own_liaison"])
        for verb in ("enrolment", "withdraw", "correct"):
            self.add(f"training:{verb}", code=certificate.enrolment.code)
        self.add("training:certificate", folio=certificate.folio)

    def agencies(self) -> None:
        self.add("agencies:list", "agencies:add", "agencies:scope", "agencies:liaisons")
        self.add("agencies:edit_programme", "agencies:import", "agencies:import_agencies")
        verbs = ("detail", "rename", "merge", "split", "absorb", "wind_up", "appoint")
        for verb in (*verbs, "put_in_scope", "take_out_of_scope"):
            self.add(f"agencies:{verb}", code=self.own.code)
        self.days()
        held = Appointment.objects.get(person=self.people["own_liaison"])
        self.add("agencies:end_appointment", "agencies:open_handover", code=held.code)
        self.add("agencies:handovers", "agencies:reorganizations")
        self.add("agencies:delegate", code=self.own.code)
        handover = actions.open_handover(held, by=None)
        for verb in ("handover", "reopen_handover", "receive_handover"):
            self.add(f"agencies:{verb}", code=handover.code)
        plan = {"since": START, "ground": "Decreto", "successors": [self.other]}
        gone = make_agency(in_scope=False, since=date(2010, 1, 1))
        ended = actions.Plan(kind=SuccessionKind.ABSORB, ending=[gone], **plan)
        deed = actions.reorganize(ended, by=None)
        self.add("agencies:reorganization", code=deed.code)
        said = {
            "since": START,
            "ground": "Circular",
            "source": {"file": "lista.csv", "sha256": "0" * 64},
        }
        done = actions.import_agencies(importing.read(as_csv()), **said, by=None)
        self.add("agencies:import_receipt", sequence=done.receipt)

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
