from django.urls import path

from proim.files.views import fetching, writing

app_name = "files"
urlpatterns = [
    # What people brought is handed out under this path alone; a proxy may give it a host of its own.
    path("attached/<uuid:code>/", fetching.file_fetch, name="fetch"),
    path("attached/<uuid:code>/<int:number>/", fetching.file_version, name="version"),
    path("add/<slug:kind>/<uuid:owner>/", writing.file_store, name="store"),
    path("<uuid:code>/", writing.file_history, name="history"),
    path("<uuid:code>/replace/", writing.file_replace, name="replace"),
    path("<uuid:code>/withdraw/", writing.file_withdraw, name="withdraw"),
]
