from django.urls import path

from proim.documents import views

app_name = "documents"
urlpatterns = [
    path("", views.check, name="check"),
    path("of/<slug:kind>/<slug:key>/pdf/", views.issue, name="issue"),
    path("of/<slug:kind>/<slug:key>/docx/", views.text, name="text"),
    path("<str:folio>/", views.verify, name="verify"),
    path("<str:folio>/file/", views.file, name="file"),
    path("<str:folio>/withdraw/", views.withdraw, name="withdraw"),
]
