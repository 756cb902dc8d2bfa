from typing import Any

from django.contrib.sitemaps import Sitemap

from proim.agencies.models import Agency


class AgencySitemap(Sitemap[Agency]):
    """The pages of the public entities, for search engines."""

    changefreq = "monthly"

    def items(self) -> Any:
        return Agency.objects.only("code").order_by("pk")
