from django.contrib.auth.decorators import login_not_required
from django.urls import path
from django.views.decorators.http import require_safe

from proim.projects.feeds import ProjectFeed
from proim.projects.views import (
    bulk,
    case,
    catalogue,
    life_cycle,
    record,
    registration,
    review,
)

app_name = "projects"
urlpatterns = [
    path("", catalogue.project_list, name="list"),
    path("feed/", login_not_required(require_safe(ProjectFeed())), name="feed"),
    path("mine/", registration.project_mine, name="mine"),
    path("register/", registration.project_register, name="register"),
    path("review/", review.review_queue, name="review_queue"),
    path("review/bulk/", bulk.project_bulk, name="bulk"),
    path("<uuid:code>/", case.project_detail, name="detail"),
    path("<uuid:code>/edit/", registration.project_edit, name="edit"),
    path("<uuid:code>/submit/", registration.project_submit, name="submit"),
    path("<uuid:code>/record/", record.project_record, name="record"),
    path("<uuid:code>/record/<slug:name>/", record.project_block, name="block"),
    path("<uuid:code>/review/", review.project_review, name="review"),
    path("<uuid:code>/take/", review.project_take, name="take"),
    path("<uuid:code>/untake/", review.project_untake, name="untake"),
    path("<uuid:code>/give-back/", review.project_give_back, name="give_back"),
    path("<uuid:code>/accept/", review.project_accept, name="accept"),
    path("<uuid:code>/history/", case.project_history, name="history"),
    path("<uuid:code>/receipt/", case.project_receipt, name="receipt"),
    path("<uuid:code>/acknowledgement/", case.project_acknowledgement, name="acknowledgement"),
    path("<uuid:code>/withdraw/", life_cycle.project_withdraw, name="withdraw"),
    path("<uuid:code>/plan/", life_cycle.project_plan, name="plan"),
    path("<uuid:code>/execute/", life_cycle.project_execute, name="execute"),
    path("<uuid:code>/close/", life_cycle.project_close, name="close"),
    path("<uuid:code>/assure/", life_cycle.project_assure, name="assure"),
    path("<uuid:code>/suspend/", life_cycle.project_suspend, name="suspend"),
    path("<uuid:code>/cancel/", life_cycle.project_cancel, name="cancel"),
    path("<uuid:code>/merge/", life_cycle.project_merge, name="merge"),
    path("<uuid:code>/reclassify/", life_cycle.project_reclassify, name="reclassify"),
]
