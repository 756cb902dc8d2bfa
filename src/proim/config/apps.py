"""The app of the installation itself: it carries the commands that belong to no other app."""

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    """Registers the commands ``prepare``, ``verify``, ``backup`` and ``restore``."""

    name = "proim.config"
    label = "config"
