from typing import Any

from django.urls import path, register_converter

from proim.monitoring.views import calendar, delivery, quarter, reading, signing, writing


class QuarterCode:
    """A quarter in an address: 2011-Q2."""

    regex = r"[0-9]{4}-Q[1-4]"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: Any) -> str:
        return str(value)


register_converter(QuarterCode, "quarter")

app_name = "monitoring"
urlpatterns = [
    path("", calendar.period_list, name="calendar"),
    path("mine/", writing.report_mine, name="mine"),
    path("sign/", signing.report_sign, name="sign"),
    path("sign/undo/", signing.report_unsign, name="unsign"),
    path("delivery/", delivery.delivery, name="delivery_all"),
    path("delivery/reports/", delivery.delivery_list, name="delivery_list"),
    path("delivery/<quarter:quarter>/", delivery.delivery, name="delivery"),
    path("periods/<quarter:quarter>/", quarter.period_quarter, name="quarter"),
    path("periods/<quarter:quarter>/publish/", quarter.report_publish, name="publish"),
    path("periods/<quarter:quarter>/schedule/", calendar.period_schedule, name="schedule"),
    path("periods/<quarter:quarter>/reschedule/", calendar.period_reschedule, name="reschedule"),
    path("periods/<quarter:quarter>/open/", calendar.period_open_period, name="open_period"),
    path("reports/<uuid:code>/", reading.report_detail, name="detail"),
    path("reports/<uuid:code>/history/", reading.report_history, name="history"),
    path("reports/<uuid:code>/versions/<int:number>/", reading.report_version, name="version"),
    path("reports/<uuid:code>/edit/", writing.report_edit, name="edit"),
    path("reports/<uuid:code>/no-change/", writing.report_state_no_change, name="state_no_change"),
    path("reports/<uuid:code>/validate/", writing.report_validate, name="validate"),
    path("reports/<uuid:code>/take-back/", writing.report_take_back, name="take_back"),
    path("reports/<uuid:code>/give-back/", signing.report_give_back, name="give_back"),
    path("reports/<uuid:code>/correct/", signing.report_correct, name="correct"),
]
