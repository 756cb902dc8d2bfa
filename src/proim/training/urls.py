from django.urls import path

from proim.training.views import (
    batch,
    certificate,
    count,
    course,
    enrolment,
    exam,
    presence,
    result,
    session,
)

app_name = "training"
urlpatterns = [
    path("", course.courses, name="courses"),
    path("courses/add/", course.add_course, name="add_course"),
    path("courses/<uuid:code>/", course.course, name="course"),
    path("courses/<uuid:code>/edit/", course.edit_course, name="edit_course"),
    path("courses/<uuid:code>/core/", course.mark_core, name="mark_core"),
    path("courses/<uuid:code>/schedule/", session.schedule, name="schedule"),
    path("sessions/<uuid:code>/", session.session, name="session"),
    path("sessions/<uuid:code>/edit/", session.edit_session, name="edit_session"),
    path("sessions/<uuid:code>/close/", session.close_session, name="close_session"),
    path("sessions/<uuid:code>/list/", session.attendance_list, name="attendance_list"),
    path("sessions/<uuid:code>/enrol/", enrolment.enrol, name="enrol"),
    path("sessions/<uuid:code>/unenrol/", enrolment.unenrol, name="unenrol"),
    path("sessions/<uuid:code>/join/", enrolment.join, name="join"),
    path("sessions/<uuid:code>/results/", result.results, name="results"),
    path("sessions/<uuid:code>/settle/", batch.settle, name="settle"),
    path("sessions/<uuid:code>/papers/", batch.make_papers, name="make_papers"),
    path("sessions/<uuid:code>/papers.zip", batch.papers_zip, name="papers_zip"),
    path("sessions/<uuid:code>/presence/", presence.presence, name="presence"),
    path(
        "sessions/<uuid:code>/presence/<int:number>/", presence.note_presence, name="note_presence"
    ),
    path("sessions/<uuid:code>/code/", presence.show_code, name="show_code"),
    path("sessions/<uuid:code>/code/print/", presence.print_code, name="print_code"),
    path("here/<str:token>/", presence.check_in, name="check_in"),
    path("courses/<uuid:code>/test/<slug:moment>/", exam.add_exam, name="add_exam"),
    path("tests/<uuid:code>/", exam.exam, name="exam"),
    path("tests/<uuid:code>/questions/add/", exam.add_question, name="add_question"),
    path("questions/<uuid:code>/edit/", exam.edit_question, name="edit_question"),
    path("questions/<uuid:code>/retire/", exam.retire_question, name="retire_question"),
    path("enrolments/<uuid:code>/test/<slug:moment>/", exam.hand_in, name="hand_in"),
    path("enrolments/<uuid:code>/", enrolment.enrolment, name="enrolment"),
    path("enrolments/<uuid:code>/withdraw/", enrolment.withdraw, name="withdraw"),
    path("enrolments/<uuid:code>/correct/", enrolment.correct, name="correct"),
    path("mine/", enrolment.mine, name="mine"),
    path("counts/", count.counts, name="counts"),
    path("certificates/", certificate.check, name="check"),
    path("certificates/<slug:folio>/", certificate.certificate, name="certificate"),
]
