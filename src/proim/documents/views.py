"""Getting a document, and verifying one."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from proim.accounts.http import PersonRequest, Request
from proim.core.errors import DomainError
from proim.core.http import refusals_in
from proim.core.permissions import may
from proim.documents import actions, issuing
from proim.documents.forms import CompareForm, FolioForm, WithdrawForm
from proim.documents.formulas import grouped, print_of, typed_folio
from proim.documents.limits import has_place
from proim.documents.models import Document
from proim.documents.signed import is_signed, pages
from proim.documents.slots import Kind
from proim.documents.slots import kind as declared
from proim.documents.workflow import State
from proim.ui.parts import Tone

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
TONES: dict[State, Tone] = {
    State.VALID: "success",
    State.SUPERSEDED: "warning",
    State.WITHDRAWN: "danger",
}


@login_not_required
@require_POST
def issue(request: Request, kind: str, key: str) -> HttpResponse:
    """Issue the document of a record, or find the one in force, and hand it over."""
    found = _kind(kind, of=lambda one: one.pdf)
    row = _row(found, key, request)
    action = "issue_signed_in" if request.user.is_authenticated else "issue"
    if not has_place(request, action):
        return render(request, "429.html", status=429)
    try:
        document = issuing.issued(found, row, by=request.user)
    except DomainError as error:
        messages.error(request, str(error))
        return redirect(_back(row))
    return redirect("documents:file", document.folio)


@require_GET
def text(request: PersonRequest, kind: str, key: str) -> HttpResponse:
    """Hand over the text of a document, to be edited."""
    found = _kind(kind, of=lambda one: one.text)
    row = _row(found, key, request)
    if not has_place(request, "issue_signed_in"):
        return render(request, "429.html", status=429)
    try:
        made = issuing.as_text(found, row)
    except DomainError as error:
        messages.error(request, str(error))
        return redirect(_back(row))
    return _attachment(made, f"{found.prefix}-{key}.docx", DOCX)


@login_not_required
@require_GET
def file(request: Request, folio: str) -> HttpResponse:
    """Hand over the bytes as they were issued, to whoever may read the record."""
    rows = Document.objects.permitted("documents.view", request.user)
    document = get_object_or_404(rows, folio=folio)
    kept = document.bytes()
    if kept is None:
        messages.error(
            request,
            _(
                "The file of this document is damaged or missing. The programme office must restore it."
            ),
        )
        return redirect(document)
    return _attachment(kept, document.file_name, "application/pdf")


@login_not_required
@require_http_methods(["GET", "POST"])
def check(request: Request) -> HttpResponse:
    """Take a folio, or a file of which the folio is not known."""
    folio = FolioForm(request.GET if "folio" in request.GET else None)
    compare = CompareForm(request.POST or None, request.FILES or None)
    unknown = False
    if folio.is_bound and folio.is_valid():
        return redirect("documents:verify", folio.cleaned_data["folio"])
    if request.method == "POST":
        if not has_place(request, "compare"):
            return render(request, "429.html", status=429)
        if compare.is_valid():
            found = Document.objects.filter(sha256=compare.digest).first()
            if found:
                return _page(request, found, CompareForm(), compared="same")
            unknown = True
    context = {"folio_form": folio, "form": compare, "unknown": unknown}
    return render(request, "documents/check.html", context)


@login_not_required
@require_http_methods(["GET", "POST"])
def verify(request: Request, folio: str) -> HttpResponse:
    """Say what a folio stands for and whether it holds; compare a file with what was issued."""
    if not has_place(request, "verify" if request.method == "GET" else "compare"):
        return render(request, "429.html", status=429)
    typed = typed_folio(folio)
    document = Document.objects.filter(folio=typed).first() if typed else None
    if document is None:
        asked = FolioForm({"folio": folio[:40]})
        context = {"folio_form": asked, "form": CompareForm(), "missing": folio[:40]}
        return render(request, "documents/check.html", context, status=404)
    form, compared = CompareForm(request.POST or None, request.FILES or None), ""
    if request.method == "POST" and form.is_valid():
        compared = "same" if form.digest == document.sha256 else "different"
        form = CompareForm()
    return _page(request, document, form, compared=compared)


@require_http_methods(["GET", "POST"])
def withdraw(request: PersonRequest, folio: str) -> HttpResponse:
    """Withdraw a document, with the reason."""
    document = get_object_or_404(Document, folio=folio)
    if not may("documents.withdraw", request.user, document):
        raise PermissionDenied("documents.withdraw")
    form = WithdrawForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            actions.withdraw(document, form.cleaned_data["reason"], by=request.user)
            messages.success(request, _("The document is withdrawn."))
            return redirect(document)
    return render(request, "documents/withdraw.html", {"document": document, "form": form})


def _page(
    request: Request, document: Document, form: CompareForm, *, compared: str
) -> HttpResponse:
    state = document.standing()
    told = document.told
    context: dict[str, Any] = {
        "document": document,
        "state": state,
        "tone": TONES[state],
        "public": told["content"]["public"],
        "print": print_of(document.content_sha256),
        "hash": grouped(document.sha256),
        "newer": document.newer() if state == State.SUPERSEDED else None,
        "form": form,
        "compared": compared,
        "may_read": may("documents.view", request.user, document),
        "signed": pages(request.user, document),
        "is_signed": is_signed(document),
        "may_withdraw": state == State.VALID and may("documents.withdraw", request.user, document),
    }
    return render(request, "documents/verify.html", context)


def _kind(key: str, *, of: Any) -> Kind:
    found = declared(key)
    if found is None or not of(found):
        raise Http404
    return found


def _row(kind: Kind, key: str, request: Request | PersonRequest) -> Any:
    """Return the record of which this person may have the document, or 404."""
    rows = kind.rows(request.user).filter(kind.holds)
    return get_object_or_404(kind.found(rows, key))


def _back(row: Any) -> str:
    """Return the page of a record, for what must be told there; a certificate has none of its own."""
    found: str = row.get_absolute_url() if hasattr(row, "get_absolute_url") else ""
    return found or reverse("documents:check")


def _attachment(data: bytes, name: str, kind: str) -> HttpResponse:
    answer = HttpResponse(data, content_type=kind)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["Cache-Control"] = "private, no-store"
    return answer
