"""A person with unmistakable words in every personal field, who takes part in everything."""

from datetime import date, timedelta

from proim.accounts import actions as accounts
from proim.accounts.models import Session, User
from proim.accounts.sessions import SessionStore
from proim.agencies import actions as agencies
from proim.agencies.models import Absence, Appointment, Programme, Role
from proim.change_groups import actions as groups
from proim.change_groups.formulas import STATEMENTS
from proim.core.clock import today
from proim.desk import actions as desk
from proim.monitoring import actions as monitoring
from proim.monitoring.workflow import Stage as Reported
from proim.privacy import actions
from proim.privacy.models import Blocking, Request
from proim.projects import actions as projects
from proim.projects.workflow import Stage
from proim.sheets.slots import Facts
from tests.builders.change_groups import make_group, make_group_member, make_pulse
from tests.builders.desk import make_draft_of
from tests.builders.documents import make_document
from tests.builders.files import docx, make_file, pdf
from tests.builders.monitoring import make_report
from tests.builders.people import PASSWORD, START, make_agency, make_member, make_office, make_user
from tests.builders.projects import make_draft, make_project
from tests.builders.sheets import as_csv, checked
from tests.builders.training import make_certificate

TOKEN = "zyxcanary"  # in each canary, and in nothing else
NAME, FORMER_NAME = "Zyxcanary Peregrina Oyamel", "Zyxcanary Peregrina de Antes"
EMAIL, FORMER_EMAIL = "zyxcanary.ahora@example.gob.mx", "zyxcanary.antes@example.gob.mx"
PHONE, POST = "55 9999 zyxcanary", "Zyxcanary de Enlace Único"


def make_request(
    person: User | None = None, *, text: str = "Mi cargo está mal escrito."
) -> Request:
    """Let a person ask for a correction."""
    person = person or make_user()
    return actions.ask(person, "rectify", text, by=person)


def make_blocking(
    person: User | None = None, *, by: User | None = None, is_due: bool = False
) -> Blocking:
    """Block a person by the system; ``is_due`` makes the term end today."""
    made = actions.block(person or make_user(), "DP-2011-0001", by=by)
    if is_due:
        Blocking.objects.filter(pk=made.pk).update(erase_on=today())
        made.refresh_from_db()
    return made


def make_canary() -> User:
    """Build the person with a password, a former name and a former e-mail, all told to the ledger."""
    person = accounts.create(FORMER_EMAIL, FORMER_NAME, by=None, post="Zyxcanary anterior")
    accounts.invite(person, by=None)
    person = accounts.accept(person, PASSWORD, by=person)
    told = {"full_name": NAME, "post": POST, "phone": PHONE}
    person = accounts.edit_profile(person, told, by=person)
    return accounts.change_email(person, EMAIL, by=None)


def take_part(person: User) -> dict[str, str]:
    """Let the canary take part in everything; return the words that it left, by where."""
    agency, office = make_agency(), make_office()
    appointment = agencies.appoint(
        Appointment(
            person=person,
            agency=agency,
            role=Role.LIAISON,
            functional_area="planning",
            letter=f"Oficio {NAME}",
            appointed_by=NAME,
            valid_from=START,
        ),
        by=None,
    )
    make_file(
        appointment, kind="letter", content=pdf("zyxcanary-letter"), name="zyxcanary-oficio.pdf"
    )
    _projects(person, agency, office)
    make_certificate(person)
    make_draft_of(person, title_es="zyxcanary-draft")
    desk.save_view(person, "agencies:list", "q=zyxcanary-query", "zyxcanary-view", by=person)
    _sheets(person, agency)
    _office(person, office)
    _session(person)
    _pulse(person, agency)
    request = actions.ask(person, "rectify", "zyxcanary-request", by=person)
    actions.answer(request, "zyxcanary-answer", is_granted=True, by=office)
    return {
        "letter": "zyxcanary-letter",
        "draft": "zyxcanary-draft",
        "query": "zyxcanary-query",
        "view": "zyxcanary-view",
        "cell": "zyxcanary-cell",
        "absence": "zyxcanary-absence",
        "device": "zyxcanary-device",
        "request": "zyxcanary-request",
        "answer": "zyxcanary-answer",
        "name": NAME,
        "former name": FORMER_NAME,
        "email": EMAIL,
        "former email": FORMER_EMAIL,
        "phone": PHONE,
        "post": POST,
        "attached": "zyxcanary-oficio.pdf",
    }


def _projects(person: User, agency, office) -> None:
    project = make_project(
        agency,
        stage=Stage.EXECUTING,
        lead_name=NAME,
        lead_contact=f"{EMAIL}, {PHONE}",
        problem_es=f"La explica {NAME.upper()} en cuatro hojas.",
    )
    make_file(
        project, by=person, content=docx(word__comments_dot_xml=NAME.encode()), name="acta.docx"
    )
    make_file(project, by=person, content=pdf(), label=f"Acta de {NAME}")
    sent = make_project(agency, stage=Stage.SUBMITTED)
    projects.take(sent, by=office)
    projects.give_back(sent, {"problem_es": f"Pregunte a {NAME}."}, by=office)
    draft = make_draft(agency)
    projects.edit(draft, {"title_es": f"Proyecto de {FORMER_NAME}"}, by=person)
    achieved = f"Lo logró {NAME} ({EMAIL})."
    report = make_report(project, stage=Reported.PUBLISHED, liaison=person, achievements=achieved)
    back = make_report(
        make_project(agency), stage=Reported.SIGNED, liaison=person, on=date(2011, 4, 10)
    )
    monitoring.give_back(back, comment=f"{NAME} debe explicarlo.", by=office, on=date(2011, 4, 11))
    make_document("project_sheet", project, by=person)
    make_document("quarterly_report", report, by=person)


def _sheets(person: User, agency) -> None:
    cells = [["titulo", "responsable"], ["zyxcanary-cell", NAME]]
    checked(person, Facts(agency.key), as_csv(cells))


def _pulse(person: User, agency) -> None:
    """Answer a culture pulse that is open, between the answers of two others."""
    pulse = make_pulse(make_group(agency), opens_on=today())
    others = [make_group_member(pulse.group).person for _number in range(2)]
    for who, step in ((others[0], 5), (person, 1), (others[1], 5)):
        groups.answer_pulse(pulse, dict.fromkeys(STATEMENTS, step), on=today(), by=who)


def _office(person: User, office: User) -> None:
    """Work in the office for a while and be away from it."""
    owner = Programme.get().owner
    first, last = date(2011, 5, 1), date(2011, 5, 31)
    Appointment.objects.create(
        person=person, agency=owner, role=Role.OFFICE, valid_from=first, letter="SP/9"
    )
    agencies.record_absence(
        Absence(
            person=person,
            substitute=office,
            reason="zyxcanary-absence",
            valid_from=first,
            valid_to=last,
        ),
        by=None,
    )


def _session(person: User) -> None:
    store = SessionStore()
    store["_auth_user_id"], store["device"] = str(person.pk), "zyxcanary-device"
    store.save()
    assert Session.objects.filter(person=person, device="zyxcanary-device").exists()


def leave(person: User) -> None:
    """End every appointment of the person."""
    yesterday = today() - timedelta(days=1)
    for held in Appointment.objects.filter(person=person, valid_to=None):
        agencies.end_appointment(held, on=yesterday, reason="zyxcanary-end", by=None)
    make_member(Role.ADMINISTRATOR)
