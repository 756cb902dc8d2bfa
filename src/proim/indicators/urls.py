from django.urls import path

from proim.indicators import views

app_name = "indicators"
urlpatterns = [
    path("", views.table, name="table"),
    path("table.csv", views.table_csv, name="table_csv"),
    path("<slug:source>/<slug:part>/", views.rows, name="rows"),
    path("<slug:source>/<slug:part>.csv", views.rows_csv, name="rows_csv"),
]
