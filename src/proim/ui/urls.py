from django.urls import path

from proim.ui import views

app_name = "ui"
urlpatterns = [
    path("", views.gallery, name="gallery"),
    path("<slug:page>/", views.gallery, name="gallery_page"),
    path("errors/<int:status>/", views.error_page, name="error_page"),
]
