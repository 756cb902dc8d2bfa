from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from proim.audit.slots import VERBS, Verb
from proim.core.jobs import JOBS, Job, daily
from proim.ui.slots import ACCOUNT_MENU, EXTRAS, Extra, NavItem


class DeskConfig(AppConfig):
    name = "proim.desk"

    def ready(self) -> None:
        from proim.desk import extras, rules, tasks  # noqa: F401, PLC0415 - registers the permissions
        from proim.desk.slots import LISTS, SavedList  # noqa: PLC0415

        JOBS.add(Job("desk.clear_drafts", daily(3, 30), tasks.clear_drafts))
        EXTRAS.add(Extra("head", "desk/script.html", extras.script))
        EXTRAS.add(Extra("form", "desk/unfinished.html", extras.unfinished))
        EXTRAS.add(Extra("inside", "desk/marks.html", extras.marks))
        EXTRAS.add(Extra("list", "desk/views.html", extras.views))
        LISTS.add(SavedList("accounts:people", _("People")))  # a lower app, which cannot say so
        ACCOUNT_MENU.add(NavItem(_("My desk"), "desk:home", audience="member"))
        ACCOUNT_MENU.add(NavItem(_("Keyboard shortcuts"), "desk:keyboard", audience="member"))
        for name, label in {
            "save_view": _("kept a view of a list"),
            "edit_view": _("changed a view of a list"),
            "share_view": _("shared a view of a list, or no longer"),
            "delete_view": _("deleted a view of a list"),
        }.items():
            VERBS.add(Verb(f"desk.{name}", label))
