from django.urls import path

from proim.identity.views import entering, own, providers, recovery

app_name = "identity"
urlpatterns = [
    path("", own.security, name="security"),
    path("app/", own.add_app, name="add_app"),
    path("app/remove/", own.remove_app, name="remove_app"),
    path("passkeys/add/", own.add_passkey, name="add_passkey"),
    path("passkeys/<uuid:code>/remove/", own.remove_passkey, name="remove_passkey"),
    path("codes/", own.renew_codes, name="renew_codes"),
    path("confirm/", own.confirm, name="confirm"),
    path("second-factor/", entering.challenge, name="challenge"),
    path("second-factor/passkey/", entering.challenge_passkey, name="challenge_passkey"),
    path("passkey/options/", entering.passkey_options, name="passkey_options"),
    path("passkey/", entering.passkey_enter, name="passkey_enter"),
    path("providers/<slug:key>/", providers.provider_start, name="provider_start"),
    path("providers/<slug:key>/back/", providers.provider_back, name="provider_back"),
    path("links/<uuid:code>/end/", providers.unlink, name="unlink"),
    path("people/<uuid:code>/recover/", recovery.recover, name="recover"),
]
