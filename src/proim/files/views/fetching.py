"""The only way out: as an attachment, under a policy that trusts nothing, asked for anew each time."""

import logging
from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET

from proim.accounts.http import PersonRequest, Request
from proim.files import vault
from proim.files.models import StoredFile, Version

log = logging.getLogger(__name__)
# Whatever a file contains, a browser that shows it in spite of all may load, run and send nothing.
POLICY = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox"
# A person opens a file; a page that would embed it or run it asks with another word.
ASKED_BY_PEOPLE = {"document", "empty"}


@login_not_required
@require_GET
def file_fetch(request: Request, code: UUID) -> FileResponse:
    files = StoredFile.objects.permitted("files.view", request.user)
    file = get_object_or_404(files.prefetch_related("versions"), code=code)
    return _handed_out(request, file, file.newest)


@require_GET
def file_version(request: PersonRequest, code: UUID, number: int) -> FileResponse:
    files = StoredFile.objects.permitted("files.view", request.user)
    files = files.permitted("files.history", request.user)
    file = get_object_or_404(files, code=code)
    return _handed_out(request, file, get_object_or_404(file.versions, number=number))


def _handed_out(
    request: Request | PersonRequest, file: StoredFile, version: Version
) -> FileResponse:
    if request.headers.get("Sec-Fetch-Dest", "document") not in ASKED_BY_PEOPLE:
        raise PermissionDenied("files.view")
    try:
        content = vault.opened(version.key)
    except FileNotFoundError:
        log.exception("The content of file %s, version %s, is missing.", file.pk, version.number)
        raise Http404 from None
    response = FileResponse(
        content, as_attachment=True, filename=version.name, content_type=version.type
    )
    response["Content-Security-Policy"] = POLICY
    response["X-Content-Type-Options"] = "nosniff"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    is_private = not file.is_open or request.user.is_authenticated
    response["Cache-Control"] = "private, no-store" if is_private else "no-cache"
    return response
