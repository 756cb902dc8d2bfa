"""The Atom feed of what was registered lately: the catalogue's own filters apply."""

from datetime import datetime, time
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.contrib.syndication.views import Feed
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _

from proim.projects.forms.filters import CatalogueFilter
from proim.projects.models import Project

NEWEST = 50


class ProjectFeed(Feed[Project, CatalogueFilter]):
    """The newest registered projects, public ones only whoever asks: feeds are shared."""

    feed_type = Atom1Feed

    def get_object(self, request: HttpRequest, *args: Any, **kwargs: Any) -> CatalogueFilter:
        return CatalogueFilter(request.GET)

    def title(self, obj: CatalogueFilter) -> str:
        return _("PROIM: registered projects")

    def subtitle(self, obj: CatalogueFilter) -> str:
        return _("Modernization projects of the government, as they are registered")

    def link(self, obj: CatalogueFilter) -> str:
        return reverse("projects:list")

    def items(self, obj: CatalogueFilter) -> Any:
        public = Project.objects.permitted("projects.view", AnonymousUser())
        newest = obj.narrow(public.select_related("agency"))
        return newest.order_by("-registered_on", "-pk")[:NEWEST]

    def item_title(self, item: Project) -> str:
        return item.title

    def item_description(self, item: Project) -> str:
        return item.objective_es

    def item_author_name(self, item: Project) -> str:
        return item.agency.name

    def item_guid(self, item: Project) -> str:
        return f"urn:uuid:{item.code}"

    def item_pubdate(self, item: Project) -> datetime | None:
        if item.registered_on is None:
            return None
        return timezone.make_aware(datetime.combine(item.registered_on, time(12)))

    def item_updateddate(self, item: Project) -> datetime:
        return item.updated_at
