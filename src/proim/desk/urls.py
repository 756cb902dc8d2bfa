from django.urls import path

from proim.desk.views import lists, own

app_name = "desk"
urlpatterns = [
    path("", own.home, name="home"),
    path("keyboard/", own.keyboard, name="keyboard"),
    path("drafts/", own.draft_keep, name="keep"),
    path("drafts/<uuid:code>/discard/", own.draft_discard, name="discard"),
    path("views/", lists.view_save, name="save_view"),
    path("views/<uuid:code>/", lists.view_edit, name="edit_view"),
    path("views/<uuid:code>/delete/", lists.view_delete, name="delete_view"),
]
