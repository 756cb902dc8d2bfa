from uuid import UUID, uuid4

from proim.accounts.models import User
from proim.desk import actions, drafts
from proim.desk.models import Draft, SavedView


def make_draft_of(
    person: User, path: str = "/projects/register/", *, code: UUID | None = None, **typed: str
) -> Draft:
    """Build what ``person`` has typed at ``path`` and not sent: ``make_draft_of(ana, title_es="x")``."""
    page = drafts.Page(path, "Registrar un proyecto")
    return drafts.keep(person, page, typed.items(), code=code or uuid4())


def make_view(
    person: User,
    name: str = "Urgentes",
    *,
    url_name: str = "agencies:list",
    query: str = "type=x",
    is_default: bool = False,
) -> SavedView:
    """Build a view of a list that ``person`` keeps."""
    return actions.save_view(person, url_name, query, name, by=person, is_default=is_default)
