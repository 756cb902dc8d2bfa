"""Every address, by app."""

from django.contrib.auth.decorators import login_not_required
from django.contrib.sitemaps.views import sitemap
from django.urls import include, path
from django.views.decorators.http import require_safe

from proim.accounts.views.own import language
from proim.agencies.sitemaps import AgencySitemap
from proim.operation.views import alive
from proim.projects.sitemaps import ProjectSitemap

APPS = {
    "projects/": "projects",
    "auditing/": "auditing",
    "monitoring/": "monitoring",
    "training/": "training",
    "groups/": "change_groups",
    "referrals/": "referrals",
    "indicators/": "indicators",
    "agencies/": "agencies",
    "taxonomy/": "taxonomy",
    "desk/": "desk",
    "documents/": "documents",
    "files/": "files",
    "notifications/": "notifications",
    "sheets/": "sheets",
    "accounts/": "accounts",
    "identity/": "identity",
    "ui/": "ui",
    "privacy/": "privacy",
    "operation/": "operation",
    "": "portal",
}
urlpatterns = [
    *(path(prefix, include(f"proim.{app}.urls")) for prefix, app in APPS.items()),
    path("accounts/", include("proim.accounts.entrance")),
    path(
        "sitemap.xml",
        login_not_required(require_safe(sitemap)),
        {"sitemaps": {"agencies": AgencySitemap, "projects": ProjectSitemap}},
        name="sitemap",
    ),
    path("health/", alive, name="health"),
    path("i18n/language/", language, name="set_language"),
]
handler500 = "proim.operation.outages.failed"
