"""Builders of test data, one file per app."""
