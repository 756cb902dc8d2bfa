from datetime import datetime
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.contrib.sitemaps import Sitemap

from proim.projects.models import Project


class ProjectSitemap(Sitemap[Project]):
    """The public projects, for search engines."""

    changefreq = "weekly"
    limit = 5000

    def items(self) -> Any:
        public = Project.objects.permitted("projects.view", AnonymousUser())
        return public.only("code", "updated_at").order_by("pk")

    def lastmod(self, item: Project) -> datetime:
        return item.updated_at
