from django.urls import path

from proim.privacy.views import keeping, notices, own, people, requests

app_name = "privacy"
urlpatterns = [
    path("mine/", own.mine, name="mine"),
    path("mine/export/", own.export, name="export"),
    path("mine/export/<uuid:code>/", own.fetch, name="fetch"),
    path("mine/ask/", own.ask, name="ask"),
    path("notice/", notices.notice, name="notice"),
    path("notices/", notices.notice_list, name="notices"),
    path("notices/<int:version>/", notices.notice_detail, name="version"),
    path("notices/new/", notices.notice_publish, name="publish_notice"),
    path("requests/", requests.request_list, name="requests"),
    path("requests/<uuid:code>/", requests.request_detail, name="request"),
    path("requests/<uuid:code>/answer/", requests.request_answer, name="answer"),
    path("requests/<uuid:code>/extend/", requests.request_extend, name="extend"),
    path("requests/<uuid:code>/finish/", requests.request_finish, name="finish"),
    path("people/", people.blocking_list, name="blocked"),
    path("people/block/<uuid:code>/", people.person_block, name="block"),
    path("people/<uuid:code>/", people.blocking_detail, name="blocking"),
    path("people/<uuid:code>/unblock/", people.blocking_unblock, name="unblock"),
    path("people/<uuid:code>/reveal/", people.blocking_reveal, name="reveal"),
    path("people/<uuid:code>/erase/", people.blocking_erase, name="erase"),
    path("inventory/", keeping.inventory, name="inventory"),
    path("terms/", keeping.term_list, name="terms"),
    path("terms/<slug:kind>/", keeping.term_set, name="set_term"),
    path("terms/<slug:kind>/due/", keeping.term_purge, name="purge"),
]
