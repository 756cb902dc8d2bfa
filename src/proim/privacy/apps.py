from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class PrivacyConfig(AppConfig):
    name = "proim.privacy"
    verbose_name = _("Personal data")

    def ready(self) -> None:
        from proim.accounts.slots import PERSON_LINKS  # noqa: PLC0415
        from proim.agencies.sources import TERM_SOURCES, TermSource  # noqa: PLC0415 - models first
        from proim.audit.slots import VERBS, Verb  # noqa: PLC0415
        from proim.core.jobs import JOBS, Job, daily  # noqa: PLC0415
        from proim.notifications.slots import KINDS  # noqa: PLC0415
        from proim.portal.blocks.parts import OF_OFFICE  # noqa: PLC0415
        from proim.privacy import (  # noqa: F401, PLC0415
            followers,
            kinds,
            morning,
            notices,
            people,
            rules,
            tasks,
            terms,
        )
        from proim.ui.slots import ACCOUNT_MENU, NavItem  # noqa: PLC0415

        OF_OFFICE.add(morning.requests)
        PERSON_LINKS.add(people.links)
        autodiscover_modules("personal")
        kinds.declare()
        followers.declare()
        TERM_SOURCES.add(TermSource("privacy", terms.move, terms.owed))
        for kind in notices.KINDS:
            KINDS.add(kind)
        JOBS.add(Job("privacy.clear_exports", daily(3, 40), tasks.clear_exports))
        JOBS.add(Job("privacy.tell_due", daily(6, 40), tasks.tell_due))
        for label, page, audience in (
            (_("My data"), "mine", "member"),
            (_("Requests about data"), "requests", "office"),
            (_("Personal data: inventory and terms"), "inventory", "administrator"),
        ):
            ACCOUNT_MENU.add(NavItem(label, f"privacy:{page}", audience))
        for name, label in {
            "accept_notice": _("accepted the privacy notice"),
            "publish_notice": _("published a privacy notice"),
            "export": _("asked for a copy of their data"),
            "ask": _("asked something about their data"),
            "extend": _("extended the term of the answer"),
            "answer": _("answered the request"),
            "finish": _("carried out what was granted"),
            "block": _("blocked the person's data"),
            "unblock": _("gave the person's data back"),
            "reveal": _("read blocked data for a legal duty"),
            "erase": _("erased the person"),
            "set_term": _("changed a term of keeping"),
            "purge": _("carried out what was due"),
        }.items():
            VERBS.add(Verb(f"privacy.{name}", label))
        VERBS.add(Verb("audit.seal", _("moved the words of the ledger beside its chain")))
