"""What leaves: the list of tables, templates, exports, dictionaries."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.text import slugify
from django.views.decorators.http import require_GET

from proim.accounts.http import PersonRequest
from proim.core.clock import today
from proim.core.http import paginate
from proim.sheets.matching import all_columns
from proim.sheets.models import Batch
from proim.sheets.slots import TABLES, Facts
from proim.sheets.views.access import place_in, table_for
from proim.sheets.workflow import Stage
from proim.sheets.writing import tidy
from proim.sheets.writing.workbook import template


@require_GET
def table_list(request: PersonRequest) -> HttpResponse:
    tables = [
        {
            "table": one,
            "writes": list(one.places(request.user)),
            "reads": list(one.exports_for(request.user)),
        }
        for one in TABLES
    ]
    tables = [told for told in tables if told["writes"] or told["reads"]]
    mine = Batch.objects.permitted("sheets.view", request.user).exclude(stage=Stage.DISCARDED)
    context = {"tables": tables, "page": paginate(request, mine), "forms": list(tidy.FORMATS)}
    return render(request, "sheets/list.html", context)


@require_GET
def table_template(request: PersonRequest, table: str) -> HttpResponse:
    found, places = table_for(request, table, writing=True)
    facts = Facts(place_in(request, places).code)
    data = template(found, facts, all_columns(found), found.rows(request.user, facts))
    return attachment(data, "xlsx", f"{found.label}-{facts.place}")


@require_GET
def table_export(request: PersonRequest, table: str, form: str) -> HttpResponse:
    found, places = table_for(request, table, writing=False)
    if form not in tidy.FORMATS:
        raise Http404
    facts = Facts(place_in(request, places).code)
    columns = [column for column in all_columns(found) if column.key != "clave_propia"]
    cells = tidy.grid(found, columns, found.rows(request.user, facts))
    if form == "csv":
        data = tidy.as_csv(cells)
    else:
        sheets = [(found.code, cells), ("diccionario", tidy.dictionary(found, columns))]
        data = tidy.as_xlsx(sheets) if form == "xlsx" else tidy.as_ods(sheets)
    return attachment(data, form, f"{found.label}-{facts.place}-{today().isoformat()}")


@require_GET
def table_dictionary(request: PersonRequest, table: str) -> HttpResponse:
    found, _places = table_for(request, table, writing=False)
    columns = [column for column in all_columns(found) if column.key != "clave_propia"]
    return attachment(
        tidy.as_csv(tidy.dictionary(found, columns)), "csv", f"diccionario-{found.label}"
    )


def attachment(data: bytes, form: str, name: str) -> HttpResponse:
    """Return a file to keep; its name has plain letters alone."""
    response = HttpResponse(data, content_type=tidy.FORMATS[form])
    response["Content-Disposition"] = f'attachment; filename="{slugify(name)[:80]}.{form}"'
    response["Cache-Control"] = "private, no-store"
    return response
