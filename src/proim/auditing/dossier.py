"""The dossier of a project as one file: what its reader may read, with the SHA-256 of each part.

``SHA256SUMS`` has the form of coreutils: ``sha256sum -c SHA256SUMS`` verifies the whole without the
platform. Its own SHA-256 goes into the ledger, so that a dossier can be held against the day of its export.
"""

import csv
import hashlib
import io
import json
import re
import tempfile
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import IO, Any

from django.forms.models import model_to_dict
from django.utils import timezone
from django.utils.encoding import force_str
from django.utils.translation import gettext as _

from proim.accounts.models import User
from proim.audit.history import history
from proim.audit.models import Head
from proim.files import vault
from proim.files.models import StoredFile
from proim.monitoring.models import Report
from proim.monitoring.models.version import content_of
from proim.projects.models import Project
from proim.projects.sheet import blocks
from proim.sheets.formulas.cells import neutral

IN_MEMORY = 2_000_000  # bytes: a longer dossier is written to the disk
PIECE = 1 << 20


@dataclass
class Dossier:
    """A dossier being written: the archive, and what was put in."""

    file: IO[bytes]
    archive: zipfile.ZipFile
    parts: list[tuple[str, int, str, str]] = field(default_factory=list)

    def put(self, path: str, content: bytes, about: str) -> None:
        """Add a part that is at hand."""
        self.copy(path, io.BytesIO(content), about)

    def copy(self, path: str, source: IO[bytes], about: str) -> None:
        """Add a part piece by piece, so that a long file takes no memory."""
        seen, size = hashlib.sha256(), 0
        with self.archive.open(path, "w", force_zip64=True) as place:
            while piece := source.read(PIECE):
                seen.update(piece)
                size += len(piece)
                place.write(piece)
        self.parts.append((path, size, seen.hexdigest(), about))


def dossier_of(project: Project, reader: User) -> tuple[IO[bytes], str, int]:
    """Return the file, the SHA-256 of its ``SHA256SUMS``, and how many parts it has."""
    file = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 - handed to the answer
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        made = Dossier(file, archive)
        made.put("proyecto.json", _json(_told(project)), _("The record as it is stored"))
        made.put("cedula.csv", _record(project), _("The record in words"))
        made.put("historia.csv", _history(project), _("Who did what and when, from the ledger"))
        made.put("etapas.csv", _stages(project), _("Stages and their days"))
        reports = Report.objects.permitted("monitoring.history", reader).filter(project=project)
        for report in reports.select_related("period", "project__agency"):
            _put_report(made, report)
        _put_files(made, reader, "project", project, "archivos")
        for report in reports.select_related("period"):
            _put_files(
                made, reader, "report", report, f"informes/{report.period.quarter}/evidencia"
            )
        made.put("manifiesto.json", _json(_manifest(project, reader)), _("Of what, when, for whom"))
        made.put("indice.csv", _index(made), _("What there is, with size and SHA-256"))
        sums = "".join(f"{digest}  {path}\n" for path, _size, digest, _about in made.parts)
        archive.writestr("SHA256SUMS", sums)
        archive.writestr("LEEME.txt", _readme())
    file.seek(0)
    return file, hashlib.sha256(sums.encode()).hexdigest(), len(made.parts)


def _put_report(made: Dossier, report: Report) -> None:
    folder = f"informes/{report.period.quarter}"
    made.put(f"{folder}/informe.json", _json(content_of(report)), _("Report as it stands"))
    made.put(
        f"{folder}/historia.csv", _history(report), _("Who did what and when, from the ledger")
    )
    for version in report.versions.all():
        content = version.content.encode()
        made.put(
            f"{folder}/version-{version.number}.json", content, _("Published version, as published")
        )


def _put_files(made: Dossier, reader: User, kind: str, owner: Any, folder: str) -> None:
    files = StoredFile.objects.permitted("files.history", reader).of(kind, owner)
    for file in files.prefetch_related("versions"):
        about = file.label or file.newest.name
        if file.withdrawn_at:
            about = _("%(file)s, withdrawn: %(why)s") % {"file": about, "why": file.withdrawn_why}
        for version in file.versions.all():
            name = re.sub(r"[^\w.-]+", "_", version.name)[-80:]
            path = f"{folder}/{file.code}-v{version.number}-{name}"
            try:
                with vault.opened(version.key) as source:
                    made.copy(path, source, about)
            except FileNotFoundError:
                text = _("The content of this file is missing; its SHA-256 was %(hash)s")
                made.put(f"{path}.FALTA.txt", (text % {"hash": version.sha256}).encode(), about)


def _told(project: Project) -> dict[str, Any]:
    told = model_to_dict(project)
    hidden = {"code": str(project.code), "folio": project.folio, "agency_key": project.agency.key}
    return {name: _plain(value) for name, value in told.items()} | hidden


def _plain(value: Any) -> Any:
    if isinstance(value, list):
        return [force_str(one) for one in value]
    return value if value is None or isinstance(value, bool | int | dict) else force_str(value)


def _record(project: Project) -> bytes:
    rows = ((row.label, " | ".join(row.items)) for block in blocks(project) for row in block.rows)
    return _csv([("campo", "valor"), *rows])


def _history(row: Any) -> bytes:
    def lines() -> Iterator[tuple[Any, ...]]:
        yield "secuencia", "momento", "quien", "que", "cambios", "comentario", "hash"
        for entry in reversed(history(row)):
            changed = " | ".join(f"{c.label}: {c.before} → {c.after}" for c in entry.changes)
            moment = entry.at.isoformat(timespec="seconds")
            yield entry.sequence, moment, entry.who, entry.verb, changed, entry.comment, entry.hash

    return _csv(lines())


def _stages(project: Project) -> bytes:
    steps = project.stage_changes.order_by("since", "pk")
    rows = ((step.since.isoformat(), step.get_stage_display(), step.reason) for step in steps)
    return _csv([("desde", "etapa", "motivo"), *rows])


def _index(made: Dossier) -> bytes:
    return _csv([("ruta", "bytes", "sha256", "que_es"), *made.parts])


def _manifest(project: Project, reader: User) -> dict[str, Any]:
    head = Head.objects.get(pk=1)
    return {
        "proyecto": project.folio or str(project.code),
        "ente": project.agency.name,
        "para": reader.full_name,
        "momento": timezone.localtime().isoformat(timespec="seconds"),
        "asiento": {"secuencia": head.sequence, "hash": head.hash},
    }


def _readme() -> str:
    return _(
        "Dossier of a project. Verify it with: sha256sum -c SHA256SUMS\n"
        "indice.csv says what each part is. manifiesto.json says when it was made and where the ledger\n"
        "stood. The SHA-256 of SHA256SUMS stands in the ledger: the office can confirm it.\n"
    )


def _json(data: Any) -> bytes:
    return json.dumps(data, ensure_ascii=False, indent=1, sort_keys=True, default=str).encode()


def _csv(rows: Any) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerows([neutral(c) if isinstance(c, str) else c for c in row] for row in rows)
    return b"\xef\xbb\xbf" + out.getvalue().encode()
