from django.urls import path

from proim.accounts.views import invitations, own, people

app_name = "accounts"
urlpatterns = [
    path("profile/", own.profile, name="profile"),
    path("sessions/", own.session_list, name="sessions"),
    path("sessions/end/", own.session_end, name="end_sessions"),
    path("invitation/", invitations.invitation_accept, name="accept"),
    path(
        "invitation/<uuid:code>/<slug:token>/", invitations.invitation_open, name="invitation_open"
    ),
    path("people/", people.person_list, name="people"),
    path("people/new/", people.person_new, name="create"),
    path("people/<uuid:code>/", people.person_detail, name="person"),
    path("people/<uuid:code>/email/", people.person_edit, name="change_email"),
    path("people/<uuid:code>/invite/", people.person_invite, name="invite"),
    path("people/<uuid:code>/disable/", people.person_disable, name="disable"),
    path("people/<uuid:code>/enable/", people.person_enable, name="enable"),
]
