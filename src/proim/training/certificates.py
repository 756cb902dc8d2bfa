"""The documents of a session's certificates: which are made, which are missing."""

from dataclasses import dataclass

from proim.documents.models import Document
from proim.documents.workflow import State
from proim.training.models import Certificate, Session


@dataclass(frozen=True, slots=True)
class Papers:
    """The certificates of a session in force, and their documents in one language."""

    certificates: list[Certificate]
    ready: list[tuple[str, Document]]  # folio of the certificate, its document

    @property
    def missing(self) -> int:
        """How many have no document yet."""
        return len(self.certificates) - len(self.ready)


def papers_of(session: Session, language: str | None) -> Papers:
    """Return certificates and documents of ``session``; two queries."""
    code = "en" if (language or "").startswith("en") else "es"
    rows = list(
        Certificate.objects.filter(enrolment__session=session, revoked_on__isnull=True)
        .select_related("enrolment__person", "enrolment__agency", "enrolment__session__course")
        .order_by("folio")
    )
    made = Document.objects.filter(
        kind="certificate", owner__in=[row.pk for row in rows], language=code, state=State.VALID
    )
    found = {document.owner: document for document in made}
    return Papers(rows, [(row.folio, found[row.pk]) for row in rows if row.pk in found])
