"""A change of government on the demonstration, played on the screens: see test_change_of_government.py."""

import html
import io
import re
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from python_calamine import CalamineWorkbook

from proim.accounts.models import User
from proim.agencies.models import Agency, Appointment, Handover, Role, vacant
from proim.agencies.workflow import HandoverStatus
from proim.core.quarters import Quarter
from proim.files import actions as files
from proim.files.intake import received
from proim.monitoring import actions as monitoring
from proim.monitoring.models import Period, Report
from proim.projects import actions as projects
from proim.projects.models import Project
from proim.referrals import actions as referrals
from proim.referrals.actions.sending import Destination
from proim.referrals.models import Question
from proim.referrals.proposing import gathered
from proim.sheets.models import Batch
from proim.training import actions as training
from proim.training.models import Need
from tests.builders.sheets import as_xlsx

TODAY, SINCE = date(2012, 1, 10), date(2011, 10, 3)
GROUND = {"since": "2011-10-03", "ground": "Decreto", "gazette": "núm. 1190, 3 de octubre de 2011"}
HEIRS = {"DMH": "AMB", "PAOT": "AMB", "SEDUVI": "SDUV"}


@dataclass
class Story:
    """What was there before, what was done, and who is there afterwards."""

    office: User
    ended: list[Agency] = field(default_factory=list)
    after: dict[str, Agency] = field(default_factory=dict)  # AMB, SDUV, SVIV
    moved: Project | None = None  # the one that the preview was changed for
    kept: dict[int, str] = field(default_factory=dict)  # project -> acronym of who led it
    traces: list[str] = field(default_factory=list)
    handover: Handover | None = None
    relieved: list[User] = field(default_factory=list)  # who was liaison of the ended agencies
    left: dict[str, Any] = field(default_factory=dict)  # what those liaisons left behind
    seen: dict[str, set[str]] = field(default_factory=dict)  # reader -> addresses that answered
    before: dict[date, Any] = field(default_factory=dict)  # the table as counted before

    def reader(self, who: str) -> User | None:
        """Return a visitor, somebody of the office, or who answers now for an entity that ended."""
        if not who:
            return None
        if who == "office":
            return self.office
        heir = self.after.get(HEIRS.get(who, ""))
        return liaison(heir or one(who))


def one(acronym: str) -> Agency:
    """Return a public entity by its acronym."""
    return Agency.objects.get(acronym=acronym)


def liaison(agency: Agency, role: Role = Role.LIAISON) -> User:
    """Return who is liaison of ``agency`` today."""
    return Appointment.objects.on(TODAY).get(agency=agency, role=role).person


def signed_in(person: User | None) -> Client:
    """Return a browser of ``person``, or of a visitor."""
    client = Client()
    if person:
        client.force_login(person)
    return client


def status(client: Client, address: str) -> int:
    """Follow an address to its end; return what it answers."""
    answer = client.get(address, follow=True)
    if answer.streaming:
        b"".join(answer)  # a file is closed when it was read
    return answer.status_code


def post(client: Client, verb: str, row: Any, **typed: Any) -> str:
    """Send a form of an action; return where it leads."""
    answer = client.post(reverse(f"agencies:{verb}", args=[row.code]), typed)
    assert answer.status_code == 302, answer.content.decode()
    return answer.url


def newly(client: Client, acronym: str, name: str) -> Agency:
    """Add a public entity that begins with the decree."""
    typed = {"name": name, "acronym": acronym, "type": "DEP", "since": "2011-10-03", "ground": "Decreto"}  # fmt: skip
    assert client.post(reverse("agencies:add"), typed).status_code == 302
    return one(acronym)


def renew(client: Client) -> None:
    """Appoint somebody new to each of the 88 posts of principal liaison, by one sheet, on the screens.

    The sheet is the template as it is downloaded; the first time one letter is missing in it.
    """
    template = client.get(reverse("sheets:template", args=["renewal"])).content
    head, *rows = first_sheet(template)
    posts = [row for row in rows if str(row[0]).endswith("-liaison")]
    assert len(posts) == 88
    for number, row in enumerate(posts):
        told = {"Correo electrónico": f"relevo{number}@example.gob.mx", "Nombre completo": f"Relevo {number}",
                "Número de oficio": f"JG/{number}/2011", "Fecha del oficio": "20/07/2011", "Desde": "25/07/2011"}  # fmt: skip
        for name, value in told.items():
            row[head.index(name)] = value
    spoiled, letter = posts[4], head.index("Número de oficio")
    spoiled[letter], right = "", spoiled[letter]
    refused(client, sent(client, head, rows), rows.index(spoiled) + 2)
    spoiled[letter] = right
    batch = sent(client, head, rows)
    assert (batch.counts["changed"], batch.counts["error"]) == (88, 0)
    client.post(reverse("sheets:commit", args=[batch.code]))
    receipt = client.get(reverse("sheets:progress", args=[batch.code])).url
    assert receipt == reverse("sheets:receipt", args=[batch.code])
    told = client.get(receipt).content.decode()
    assert batch.sha256 in told
    assert reverse("sheets:undo", args=[batch.code]) not in told  # each is corrected on its page


def refused(client: Client, batch: Batch, line: int) -> None:
    """See that the letter of that line is missing: at its cell, on the page and in the file; nothing is stored."""
    page = client.get(reverse("sheets:review", args=[batch.code])).content.decode()
    assert "Es necesario cuando se designa a alguien." in page
    wrong = [(row.number, cell) for row in batch.lines.all() for cell, _told in row.problems]
    assert wrong == [(line, "oficio")]
    head, *rows = first_sheet(client.get(reverse("sheets:answer", args=[batch.code])).content)
    told = [row[head.index("_errores")] for row in rows]
    assert "Número de oficio" in told[line - 2]
    assert sum(bool(text) for text in told) == 1
    client.post(reverse("sheets:discard", args=[batch.code]))
    assert not Appointment.objects.filter(person__email__startswith="relevo").exists()


def first_sheet(data: bytes) -> list[list[Any]]:
    """Return the cells of the first sheet of a workbook."""
    return CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python()


def sent(client: Client, head: list[Any], rows: list[list[Any]]) -> Batch:
    """Upload a workbook, match its headers as proposed, let it be checked."""
    file = SimpleUploadedFile("relevos.xlsx", as_xlsx(("Relevos", [head, *rows])))
    answer = client.post(reverse("sheets:upload", args=["renewal"]), {"file": file})
    assert answer.status_code == 302, answer.content.decode()
    batch = Batch.objects.latest("pk")
    match = reverse("sheets:match", args=[batch.code])
    form = client.get(match).context["form"]
    said = {name: form[name].value() or "" for name in form.fields}
    assert client.post(match, said).status_code == 302
    batch.refresh_from_db()
    return batch


def hand_over(office: Client, agency: Agency) -> Handover:
    """Let the liaison of ``agency`` leave by letter, and whoever follows receive the post."""
    old = Appointment.objects.on(TODAY).get(agency=agency, role=Role.LIAISON)
    gone = {"on": "2012-01-06", "reason": "Renuncia", "letter": "PG/9/2012", "letter_on": "2012-01-05"}  # fmt: skip
    post(office, "end_appointment", old, **gone)
    assert agency in vacant(TODAY)
    typed = {"role": "liaison", "email": "sucesora@example.gob.mx", "full_name": "Sucesora Ficticia",
             "functional_area": "planning", "letter": "PG/10/2012", "valid_from": "2012-01-09"}  # fmt: skip
    post(office, "appoint", agency, **typed)
    handover = Handover.objects.get(leaving=old)
    leaves = signed_in(User.objects.get(pk=old.person_id))
    page = leaves.get(handover.get_absolute_url()).content.decode()
    for project in Project.objects.filter(agency=agency):
        assert project.title_es in page
    ticks = {f"done_{item.code}": "on" for item in handover.items.all()}
    post(leaves, "handover", handover, **ticks, summary="Falta la minuta de enero.", sign="1")
    follows = signed_in(User.objects.get(email="sucesora@example.gob.mx"))
    post(follows, "receive_handover", handover, remark="Recibido completo.")
    handover.refresh_from_db()
    assert handover.status == HandoverStatus.RECEIVED
    assert agency not in vacant(TODAY)
    return handover


def reorganize(client: Client, kind: str, agency: Agency, typed: dict[str, str], **chosen: str) -> str:  # fmt: skip
    """Look at the preview, then record what it shows, with ``chosen`` instead of a default; return the trace."""
    shown = client.post(reverse(f"agencies:{kind}", args=[agency.code]), typed)
    assert shown.context["preview"], shown.content.decode()
    assert Agency.objects.get(pk=agency.pk).closed_on is None  # so far it was shown only
    boxes = {name: box.initial for name, box in shown.context["passing"].fields.items()}
    return post(client, kind, agency, **{**typed, **boxes, **chosen}, confirm="1")


def begin() -> Story:
    """Let the liaisons that will be relieved leave open matters of every kind, and note what answers to whom."""
    office = Appointment.objects.on(TODAY).filter(role=Role.OFFICE).order_by("pk").first()
    story = Story(office.person, [one(acronym) for acronym in HEIRS])
    story.relieved = [liaison(agency) for agency in story.ended]
    _leave_open_matters(story)
    led = Project.objects.filter(agency__in=story.ended).select_related("agency")
    story.kept = {project.pk: project.agency.acronym for project in led}
    for reader in ("", "office", "DMH", "SEDUVI"):
        story.seen[reader] = _addresses(signed_in(story.reader(reader)), story)
    story.seen[""] |= {paper.replace("/file/", "/") for paper in papers(story)}
    return story


def papers(story: Story) -> list[str]:
    """Let the office ask for the sheet of each entity and project; return where the files are."""
    client, rows = signed_in(story.office), Project.objects.filter(pk__in=story.kept)
    rows = [row for row in rows if row.folio]
    asked = [("agency_sheet", row.code) for row in story.ended]
    asked += [("project_sheet", row.code) for row in rows]
    return [client.post(reverse("documents:issue", args=told)).url for told in asked]


def _leave_open_matters(story: Story) -> None:
    """A report of the last quarter, a draft, a file, a question, a referral and a need of training."""
    dmh, _paot, seduvi = story.ended
    first, _second, third = story.relieved
    monitoring.schedule(Quarter.parse("2011-Q3"), by=story.office)
    monitoring.open_period(Period.objects.get(quarter="2011-Q3"), by=story.office)
    draft = projects.register(dmh, {"title_es": "Expediente que nadie envió"}, by=first, on=TODAY)
    project = Project.objects.get(title_es__startswith="Ventanilla única de desarrollo urbano")
    with received(ContentFile(b"Minuta", "minuta.txt"), kind="project") as incoming:
        minute = files.store("project", project, incoming, by=third, label="Minuta", is_open=False)
    asked = Question(title="¿Quién firma el informe?", text="El ente cambia de nombre.")
    question = referrals.ask(seduvi, asked, by=third, on=TODAY)
    proposal = gathered(project, TODAY).proposal
    to = Destination(proposal.seat, proposal.seat)
    referral = referrals.refer(project, "Revisen el formato.", to, by=story.office, on=TODAY)
    need = Need(agency=seduvi, topic="Lectura de planos", reason="Se regresan planos.", people=4)
    need = training.raise_need(need, on=TODAY, by=third)
    story.left = {"draft": draft, "file": minute, "question": question, "referral": referral, "need": need}  # fmt: skip


def _addresses(client: Client, story: Story) -> set[str]:
    """Return what answers to a reader of all that the pages of the entities, their projects and reports link to."""
    records = [*story.ended, *Project.objects.filter(pk__in=story.kept)]
    records += Report.objects.filter(project__in=story.kept)
    starts = [record.get_absolute_url() for record in records]
    for (
        agency
    ) in story.ended:  # lists that were kept as bookmarks, and what a calendar subscribed to
        key = {"agency": agency.code}
        starts += [
            f"{reverse('projects:list')}?{urlencode(key)}",
            f"{reverse('projects:feed')}?{urlencode(key)}",
        ]
        starts += [reverse("agencies:days_ics", args=[agency.code])]
    found = set(starts)
    for start in starts:
        page = client.get(start)
        if page.status_code == 200 and not page.streaming:
            main = page.content.decode().partition("<main")[2].partition("</main>")[0]
            found |= {html.unescape(link) for link in re.findall(r'href="(/[^"#]*)"', main)}
    return {address for address in found if status(client, address) == 200}


def play(story: Story) -> None:
    """Relieve the 88, let one hand over, merge two, split one."""
    office = signed_in(story.office)
    renew(office)
    story.handover = hand_over(office, one("PGJDF"))
    merged = newly(office, "AMB", "Agencia del Medio Ambiente y Bosques")
    main = newly(office, "SDUV", "Secretaría de Desarrollo Urbano")
    other = newly(office, "SVIV", "Secretaría de Vivienda")
    story.after = {"AMB": merged, "SDUV": main, "SVIV": other}
    first, second, third = story.ended
    typed = {**GROUND, "other_1": second.key, "successor": merged.key}
    story.traces.append(reorganize(office, "merge", first, typed))
    story.moved = Project.objects.filter(agency=third, strategy__code="E4").earliest("folio")
    typed = {**GROUND, "main": main.key, "other_1": other.key}
    chosen = {f"projects_{story.moved.pk}": other.key}
    story.traces.append(reorganize(office, "split", third, typed, **chosen))
    post(office, "put_in_scope", other, since="2011-11-01", ground="Circular")
