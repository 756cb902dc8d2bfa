from django.urls import path

from proim.notifications.views import inbox, outbox, stop

app_name = "notifications"
urlpatterns = [
    path("", inbox.inbox, name="inbox"),
    path("read/", inbox.read_all, name="read_all"),
    path("preferences/", inbox.preferences, name="preferences"),
    path("stop/<str:token>/", stop.stop, name="stop"),
    path("outbox/", outbox.outbox, name="view_outbox"),
    path("outbox/<uuid:code>/retry/", outbox.retry, name="retry"),
    path("<uuid:code>/", inbox.message, name="message"),
    path("<uuid:code>/read/", inbox.read, name="read"),
]
