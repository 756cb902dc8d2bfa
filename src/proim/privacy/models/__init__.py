"""Requests of people about their data, blocked people, prepared exports, and how long data are kept."""

from proim.privacy.models.person import Blocking, Export
from proim.privacy.models.request import Request, RequestCounter
from proim.privacy.models.term import Term

__all__ = ["Blocking", "Export", "Request", "RequestCounter", "Term"]
