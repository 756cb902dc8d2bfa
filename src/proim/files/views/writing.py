from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from proim.accounts.http import PersonRequest
from proim.audit.history import history
from proim.core.http import refusals_in
from proim.core.permissions import may, rows
from proim.files import actions
from proim.files.forms import UploadForm, WithdrawForm
from proim.files.intake import received
from proim.files.models import StoredFile
from proim.files.slots import Kind, kind_of


def _owner(request: PersonRequest, name: str, code: UUID) -> tuple[Kind, Any]:
    """Return the record of another app: nothing there for whoever may not read its files."""
    try:
        kind = kind_of(name)
    except LookupError:
        raise Http404 from None
    visible = rows(kind.view, request.user) | rows(kind.edit, request.user)
    found = get_object_or_404(kind.model._base_manager.filter(visible), code=code)
    if not may(kind.edit, request.user, found):
        raise PermissionDenied(kind.edit)
    return kind, found


def _file(request: PersonRequest, code: UUID, permission: str = "files.history") -> StoredFile:
    """Return the file: nothing there for whoever may not read all of the record's files."""
    files = StoredFile.objects.permitted("files.history", request.user).with_versions()
    file = get_object_or_404(files, code=code)
    if not may(permission, request.user, file):
        raise PermissionDenied(permission)
    return file


@require_http_methods(["GET", "POST"])
def file_store(request: PersonRequest, kind: str, owner: UUID) -> HttpResponse:
    """Attach a file to a record; its page carries the same form."""
    declared, record = _owner(request, kind, owner)
    form = UploadForm(declared, request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        with (
            refusals_in(form),
            received(form.cleaned_data["file"], kind=kind) as incoming,
        ):
            file = actions.store(kind, record, incoming, by=request.user, **form.told)
            messages.success(request, _("%(file)s was attached.") % {"file": file})
            return redirect(record)
    context = {"form": form, "kind": declared, "record": record}
    return render(request, "files/file_store.html", context)


@require_http_methods(["GET", "POST"])
def file_replace(request: PersonRequest, code: UUID) -> HttpResponse:
    """Bring a new version of a file."""
    file = _file(request, code, "files.replace")
    declared, initial = file.folder.declared, {"label": file.label, "is_open": file.is_open}
    form = UploadForm(declared, request.POST or None, request.FILES or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        with (
            refusals_in(form),
            received(form.cleaned_data["file"], kind=declared.name) as incoming,
        ):
            actions.replace(file, incoming, by=request.user, **form.told)
            messages.success(request, _("The new version is in place; the former one is kept."))
            return redirect(file.folder.record)
    context = {"form": form, "kind": declared, "record": file.folder.record, "file": file}
    return render(request, "files/file_replace.html", context)


@require_http_methods(["GET", "POST"])
def file_withdraw(request: PersonRequest, code: UUID) -> HttpResponse:
    """Take a file out of the list of its record."""
    file = _file(request, code, "files.withdraw")
    form = WithdrawForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            actions.withdraw(file, by=request.user, **form.cleaned_data)
            messages.success(request, _("%(file)s was withdrawn.") % {"file": file})
            return redirect(file.folder.record)
    context = {"form": form, "record": file.folder.record, "file": file}
    return render(request, "files/file_withdraw.html", context)


@require_GET
def file_history(request: PersonRequest, code: UUID) -> HttpResponse:
    """Show every version of a file, with hashes, and what was done to it."""
    file = _file(request, code)
    context = {
        "file": file,
        "record": file.folder.record,
        "kind": file.folder.declared,
        "versions": file.versions.all(),
        "entries": history(file),
        "may_edit": may("files.replace", request.user, file),
        "may_fetch": may("files.view", request.user, file),
    }
    return render(request, "files/file_history.html", context)
