"""Rules in words: each condition on a line."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from proim.agencies.models import AgencyType
from proim.referrals.models import RuleVersion
from proim.referrals.models.rule import TOPICS
from proim.referrals.subjects import labels
from proim.taxonomy.models import Catalogue, Term


@dataclass(frozen=True, slots=True)
class Line:
    """A condition: what it looks at, and which answers it takes."""

    label: str
    values: list[str]


def condition_lines(rules: Sequence[RuleVersion]) -> list[list[Line]]:
    """Return the conditions of each of ``rules``; one query for all."""
    names = ("strategies", "subtopics")
    codes = {code for rule in rules for name in names for code in rule.conditions.get(name, [])}
    terms = {
        term.code: named(term) for term in Term.objects.filter(catalogue__in=TOPICS, code__in=codes)
    }
    kinds = {code: str(label) for code, label in labels()}
    types = {code: str(label) for code, label in AgencyType.choices}
    parts: tuple[tuple[str, str, dict[str, str]], ...] = (
        (_("What is referred"), "kinds", kinds),
        (_("Strategy"), "strategies", terms),
        (_("Sub-topic"), "subtopics", terms),
        (_("Type of public entity"), "types", types),
        (_("Words"), "words", {}),
    )
    return [
        [
            Line(label, [_quoted(known, code) for code in rule.conditions[name]])
            for label, name, known in parts
            if rule.conditions.get(name)
        ]
        for rule in rules
    ]


def named(term: Term) -> str:
    """Return a term as rules show it: strategies are known by their code, sub-topics by their name."""
    is_strategy = term.catalogue == Catalogue.STRATEGY
    return f"{term.code} · {term.label}" if is_strategy else term.label


def _quoted(known: dict[str, str], code: str) -> str:
    return known.get(code, f"“{code}”" if not known else code)
