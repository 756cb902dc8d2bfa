from django.urls import path

from proim.change_groups.views import group, initiative, meeting, plan, promotion

app_name = "change_groups"
urlpatterns = [
    path("", group.groups, name="list"),
    path("constitute/<uuid:code>/", group.constitute, name="constitute"),
    path("<uuid:code>/", group.group, name="group"),
    path("<uuid:code>/approve/", group.approve, name="approve"),
    path("<uuid:code>/dissolve/", group.dissolve, name="dissolve"),
    path("<uuid:code>/members/add/", group.add_member, name="add_member"),
    path("members/<uuid:code>/end/", group.end_member, name="end_member"),
    path("<uuid:code>/call/", meeting.call, name="call"),
    path("meetings/<uuid:code>/", meeting.meeting, name="meeting"),
    path("meetings/<uuid:code>/calendar.ics", meeting.meeting_ics, name="meeting_ics"),
    path("meetings/<uuid:code>/move/", meeting.move_meeting, name="move_meeting"),
    path("meetings/<uuid:code>/cancel/", meeting.cancel_meeting, name="cancel_meeting"),
    path("meetings/<uuid:code>/hold/", meeting.hold, name="hold"),
    path("meetings/<uuid:code>/agree/", meeting.agree, name="agree"),
    path("meetings/<uuid:code>/approve/", meeting.approve_minutes, name="approve_minutes"),
    path("<uuid:code>/plan/", plan.plan_page, name="plan_page"),
    path("<uuid:code>/plan/add/", plan.plan, name="plan"),
    path("plan/<uuid:code>/change/", plan.replan, name="replan"),
    path("plan/<uuid:code>/finish/", plan.finish, name="finish"),
    path("plan/<uuid:code>/drop/", plan.drop, name="drop"),
    path("<uuid:code>/promotions/", promotion.promotions, name="promotions"),
    path("<uuid:code>/promotions/add/", promotion.promote, name="promote"),
    path("promotions/<uuid:code>/", promotion.promotion, name="promotion"),
    path("promotions/<uuid:code>/correct/", promotion.correct_promotion, name="correct_promotion"),
    path("<uuid:code>/initiatives/", initiative.initiatives, name="initiatives"),
    path("<uuid:code>/initiatives/propose/", initiative.propose, name="propose"),
    path("initiatives/<uuid:code>/", initiative.initiative, name="initiative"),
    path("initiatives/<uuid:code>/endorse/", initiative.endorse, name="endorse"),
    path("initiatives/<uuid:code>/decline/", initiative.decline, name="decline"),
    path("initiatives/<uuid:code>/start/", initiative.start_project, name="start_project"),
    path("agreements/<uuid:code>/fulfil/", meeting.fulfil, name="fulfil"),
]
