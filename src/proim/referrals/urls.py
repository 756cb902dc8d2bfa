from django.urls import path

from proim.referrals.views import conflict, question, reading, routing, sending, target, verbs

app_name = "referrals"
urlpatterns = [
    path("", reading.referral_list, name="list"),
    path("questions/", question.question_list, name="questions"),
    path("questions/ask/", question.ask, name="ask"),
    path("questions/<uuid:code>/", question.question_detail, name="question"),
    path("targets/", target.target_list, name="targets"),
    path("targets/add/", target.target_add, name="add_target"),
    path("targets/<uuid:code>/", target.target_detail, name="target"),
    path("targets/<uuid:code>/edit/", target.target_edit, name="edit_target"),
    path("targets/<uuid:code>/close/", target.target_close, name="close_target"),
    path("targets/<uuid:code>/seat/", target.seat_add, name="seat"),
    path("seats/<uuid:code>/end/", target.seat_end, name="unseat"),
    path("rules/", routing.rule_list, name="rules"),
    path("rules/add/", routing.rule_add, name="add_rule"),
    path("rules/feedback/", routing.feedback, name="feedback"),
    path("rules/<uuid:code>/", routing.rule_detail, name="rule"),
    path("rules/<uuid:code>/edit/", routing.rule_edit, name="edit_rule"),
    path("rules/<uuid:code>/switch/", routing.rule_switch, name="switch_rule"),
    path("conflicts/", conflict.conflict_list, name="conflicts"),
    path("conflicts/declare/", conflict.conflict_declare, name="declare_conflict"),
    path("conflicts/<uuid:code>/end/", conflict.conflict_end, name="end_conflict"),
    path("refer/<slug:kind>/<uuid:code>/", sending.refer, name="refer"),
    path("<uuid:code>/", reading.referral_detail, name="detail"),
    path("<uuid:code>/history/", reading.referral_history, name="history"),
    path("<uuid:code>/re-refer/", sending.re_refer, name="re_refer"),
    path("<uuid:code>/receive/", verbs.receive, name="receive"),
    path("<uuid:code>/accept/", verbs.accept, name="accept"),
    path("<uuid:code>/give-back/", verbs.give_back, name="give_back"),
    path("<uuid:code>/attend/", verbs.attend, name="attend"),
    path("<uuid:code>/close/", verbs.close, name="close"),
]
