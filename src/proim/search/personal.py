"""The personal data in these tables; read by core.personal."""

from proim.core.personal import impersonal

impersonal("search.Document", "kind")
