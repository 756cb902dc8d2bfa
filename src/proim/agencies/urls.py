from django.urls import path

from proim.agencies.views import agency, appointment, programme, scope, sheet, succession

app_name = "agencies"
urlpatterns = [
    path("", agency.agency_list, name="list"),
    path("add/", agency.agency_add, name="add"),
    path("scope/", scope.scope_list, name="scope"),
    path("liaisons/", appointment.liaison_list, name="liaisons"),
    path("programme/", programme.programme_edit, name="edit_programme"),
    path("import/", sheet.sheet_upload, name="import"),
    path("import/confirm/", sheet.sheet_import, name="import_agencies"),
    path("import/<int:sequence>/", sheet.sheet_receipt, name="import_receipt"),
    path("appointments/<uuid:code>/end/", appointment.appointment_end, name="end_appointment"),
    path("<uuid:code>/", agency.agency_detail, name="detail"),
    path("<uuid:code>/rename/", agency.agency_rename, name="rename"),
    path("<uuid:code>/merge/", succession.succession_merge, name="merge"),
    path("<uuid:code>/split/", succession.succession_split, name="split"),
    path("<uuid:code>/absorb/", succession.succession_absorb, name="absorb"),
    path("<uuid:code>/wind-up/", succession.succession_wind_up, name="wind_up"),
    path("<uuid:code>/put-in-scope/", scope.scope_put_in, name="put_in_scope"),
    path("<uuid:code>/take-out-of-scope/", scope.scope_take_out, name="take_out_of_scope"),
    path("<uuid:code>/appoint/", appointment.appointment_appoint, name="appoint"),
]
