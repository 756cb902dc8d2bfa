"""Full-text search in Spanish and English, on one index that both databases understand.

Texts are folded and stemmed here, once; SQLite (FTS5) and PostgreSQL (tsvector) store the same
tokens, so a query finds the same records on both. Higher apps put their texts in and narrow
their own, permitted querysets with ``matching``: the index itself never answers a reader.
"""
