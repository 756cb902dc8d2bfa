from django.urls import path

from proim.taxonomy import views

app_name = "taxonomy"
urlpatterns = [
    path("", views.catalogue_list, name="list"),
    path("add/<slug:catalogue>/", views.term_add, name="add"),
    path("<slug:catalogue>/", views.catalogue_detail, name="catalogue"),
    path("<slug:catalogue>/<slug:code>/", views.term_detail, name="detail"),
    path("<slug:catalogue>/<slug:code>/edit/", views.term_edit, name="edit"),
    path("<slug:catalogue>/<slug:code>/retire/", views.term_retire, name="retire"),
]
