"""Views of lists that the office's people keep and share."""

from proim.demo.load.world import REVIEW, World
from proim.desk import actions

VIEWS = (
    ("projects:review_queue", "show=late", "Vencidos"),
    ("projects:review_queue", "show=new", "Por tomar"),
    ("projects:list", "sort=ends&strategy=E4", "Gobierno electrónico, por término"),
)


def keep_views(world: World) -> None:
    """Keep the views of the office's reviewer."""
    person = world.people[REVIEW]
    for url_name, query, name in VIEWS:
        view = actions.save_view(person, url_name, query, name, by=None)
        actions.share_view(view, is_shared=True, by=None)
