"""The number of the request that is being answered: it stands in its log lines and in its answer."""

from contextvars import ContextVar

REQUEST: ContextVar[str | None] = ContextVar("request", default=None)
