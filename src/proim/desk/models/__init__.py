"""The rows of this app."""

from proim.desk.models.draft import Draft
from proim.desk.models.view import SavedView

__all__ = ["Draft", "SavedView"]
