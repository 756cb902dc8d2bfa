from django.urls import path

from proim.auditing.views import mandates, observations, reading

app_name = "auditing"
urlpatterns = [
    path("", reading.home, name="home"),
    path("projects/", reading.register, name="register"),
    path("projects/<uuid:code>/dossier/", reading.export, name="export"),
    path("projects/<uuid:code>/observe/", observations.observe, name="observe"),
    path("samples/<uuid:code>/", reading.sample, name="sample"),
    path("samples/<uuid:code>/list.csv", reading.sample_csv, name="sample_csv"),
    path("observations/<uuid:code>/", observations.observation, name="observation"),
    path("observations/<uuid:code>/answer/", observations.answer, name="answer"),
    path("observations/<uuid:code>/insist/", observations.insist, name="insist"),
    path("observations/<uuid:code>/conclude/", observations.conclude, name="conclude"),
    path("mandates/grant/", mandates.grant, name="grant"),
    path("mandates/<uuid:code>/draw/", reading.draw, name="draw"),
    path("mandates/<uuid:code>/end/", mandates.end, name="end"),
]
