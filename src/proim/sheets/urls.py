from django.urls import path

from proim.sheets.views import files, imports, steps

app_name = "sheets"
urlpatterns = [
    path("", files.table_list, name="list"),
    path("<slug:table>/template/", files.table_template, name="template"),
    path("<slug:table>/export/<slug:form>/", files.table_export, name="export"),
    path("<slug:table>/dictionary/", files.table_dictionary, name="dictionary"),
    path("<slug:table>/upload/", steps.sheet_upload, name="upload"),
    path("imports/<uuid:code>/match/", steps.sheet_match, name="match"),
    path("imports/<uuid:code>/progress/", steps.sheet_progress, name="progress"),
    path("imports/<uuid:code>/review/", steps.sheet_review, name="review"),
    path("imports/<uuid:code>/decide/", steps.sheet_decide, name="decide"),
    path("imports/<uuid:code>/commit/", steps.sheet_commit, name="commit"),
    path("imports/<uuid:code>/answer/", imports.sheet_answer, name="answer"),
    path("imports/<uuid:code>/receipt/", imports.sheet_receipt, name="receipt"),
    path("imports/<uuid:code>/undo/", imports.sheet_undo, name="undo"),
    path("imports/<uuid:code>/discard/", imports.sheet_discard, name="discard"),
]
