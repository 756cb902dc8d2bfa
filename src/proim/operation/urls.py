from django.urls import path

from proim.operation import views

app_name = "operation"
urlpatterns = [
    path("", views.page, name="page"),
    path("state/", views.state, name="state"),
    path("metrics/", views.figures, name="figures"),
]
