"""Figures and amounts as people write them: separators, signs, units, currencies, never guessed.

Amounts are told as text with a decimal point and two digits, so that no binary fraction creeps in.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from statistics import median
from typing import Any

from proim.sheets.formulas.cells import Read, folded, is_clear, missing_kind, plain

POINT, COMMA = ".", ","
JUMP = 1000  # an amount so many times its column's median was perhaps written in another unit
LARGEST = Decimal(10) ** 12
_CENT = Decimal("0.01")
_CURRENCY = re.compile(r"(mxn|mx\$|m\.n\.|mn|usd|us\$|cad|ars|eur|gbp|pesos|dolares|euros|[$£€¥])")
_FOREIGN = re.compile(r"(usd|us\$|cad|ars|eur|gbp|dolares|euros|[£€¥])")
_UNITS = {
    "mdp": 10**6, "millones": 10**6, "millon": 10**6, "million": 10**6, "millions": 10**6,
    "m": 10**6, "mill": 10**6, "mm": 10**6, "mil": 10**3, "miles": 10**3, "thousand": 10**3,
    "k": 10**3, "mdd": 10**6,
}  # fmt: skip
_UNIT = re.compile(r"(?<=[\d ])(" + "|".join(sorted(_UNITS, key=len, reverse=True)) + r")\.?$")
_NUMBER = re.compile(r"[-+]?\d[\d.,' ]*|[-+]?[.,]\d+")
_SPACED = re.compile(r"[-+]?\d{1,3}([' ]\d{3})+([.,]\d+)?")
_MIDDLE = re.compile(r"\bmid(?:dle)?: ?([^a-z]+)|\bmedi[oa]: ?([^a-z]+)")
_ALONE = re.compile(r"[-+]?\d{1,3}([.,])\d{3}")  # 1,234 or 1.234: thousands, or thousandths


@dataclass(frozen=True, slots=True)
class NumberWay:
    """What is known of a column of figures: its decimal sign and what one of its units is worth."""

    decimal: str = ""
    unit: int = 1


def read_number(value: Any, way: NumberWay, *, money: bool = False) -> Read:
    """Read a cell as a figure: money with two digits, else a whole number."""
    if isinstance(value, bool):
        return Read(problem="not_a_number")
    if isinstance(value, int | float):
        return _told(Decimal(str(value)), way, money=money)
    text = plain(value)
    if not text:
        return Read()
    if is_clear(text):
        return Read(clear=True)
    if kind := missing_kind(text, sentences=True):
        return Read(missing=kind)
    return _read(folded(text), way, money=money)


def decimal_of(values: Iterable[Any]) -> str:
    """Return the decimal sign that ``values`` prove: ".", ",", "" if none does, "mixed" if both."""
    seen = {sign for value in values if isinstance(value, str) and (sign := _proof(plain(value)))}
    return seen.pop() if len(seen) == 1 else "mixed" if seen else ""


def is_ambiguous(value: Any) -> bool:
    """Say whether a cell has two readings as long as its column says nothing: "1,234"."""
    return isinstance(value, str) and read_number(value, NumberWay()).problem == "ambiguous_number"


def middle(amounts: Iterable[str]) -> Decimal:
    """Return the median of amounts that are not zero; 0 if there are fewer than three."""
    told = [abs(Decimal(amount)) for amount in amounts if Decimal(amount)]
    return Decimal(median(told)) if len(told) > 2 else Decimal(0)  # noqa: PLR2004


def is_jump(amount: str, usual: Decimal) -> bool:
    """Say whether an amount is a thousand times the usual one, or a thousandth of it."""
    told = abs(Decimal(amount))
    return bool(usual and told and (told >= usual * JUMP or told * JUMP <= usual))


def _proof(text: str) -> str:
    found = _NUMBER.search(_without_words(folded(text))[0])
    digits = found[0].strip() if found else ""
    if POINT in digits and COMMA in digits:
        return max(POINT, COMMA, key=digits.rfind)
    for sign, other in ((POINT, COMMA), (COMMA, POINT)):
        if digits.count(sign) > 1:
            return other  # 1.234.567: the points group
        if digits.count(sign) == 1 and not _ALONE.fullmatch(digits):
            return sign
    return ""


def _without_words(text: str) -> tuple[str, int, tuple[str, ...]]:
    notes = ("foreign_currency",) if _FOREIGN.search(text) else ()
    bare = " ".join(_CURRENCY.sub(" ", text).split())
    factor = 1
    if found := _UNIT.search(bare):
        factor = _UNITS[found[1]]
        bare, notes = bare[: found.start()].strip(), (*notes, "unit_read")
    bare = re.sub(r"\bde\b|\baprox\.?|\bca\.?|~", " ", bare).strip()
    return bare, factor, notes


def _read(text: str, way: NumberWay, *, money: bool) -> Read:
    if found := _MIDDLE.search(text):
        inside = _read((found[1] or found[2]).strip(" ,;"), way, money=money)
        return Read(inside.value, inside.problem, (*inside.notes, "middle_of_range"))
    bare, factor, notes = _without_words(text)
    bare = _signed(bare)
    if not _NUMBER.fullmatch(bare) or (re.search(r"[' ]", bare) and not _SPACED.fullmatch(bare)):
        return Read(problem="not_a_number")
    digits = re.sub(r"[' ]", "", bare)
    proof = _proof(digits)
    if not proof and not way.decimal and _ALONE.fullmatch(digits):
        return Read(problem="ambiguous_number")
    if way.decimal and proof and proof != way.decimal:
        return Read(problem="other_separator")
    number = _number(digits, way.decimal or proof or POINT)
    if number is None:
        return Read(problem="not_a_number")
    unit = NumberWay(unit=way.unit if factor == 1 else 1)
    told = _told(number * factor, unit, money=money)
    return Read(told.value, told.problem, (*notes, *told.notes))


def _signed(text: str) -> str:
    """Return a figure with its sign before it: "(12)" and "12-" are -12; a per cent sign goes."""
    negative = (text.startswith("(") and text.endswith(")")) or text.endswith("-")
    bare = text.strip("()").strip().removesuffix("-").removesuffix("%").strip()
    bare = re.sub(r"^([-+]) +", r"\1", bare)
    return f"-{bare}" if negative and not bare.startswith("-") else bare


def _number(digits: str, sign: str) -> Decimal | None:
    group = COMMA if sign == POINT else POINT
    grouped = rf"[-+]?\d{{1,3}}(\{group}\d{{2,3}})*\{group}\d{{3}}(\{sign}\d+)?"
    if group in digits and not re.fullmatch(grouped, digits):
        return None
    try:
        return Decimal(digits.replace(group, "").replace(sign, POINT))
    except InvalidOperation:
        return None


def _told(number: Decimal, way: NumberWay, *, money: bool) -> Read:
    if not number.is_finite():
        return Read(problem="not_a_number")
    number *= way.unit
    if abs(number) >= LARGEST:
        return Read(problem="too_large")
    if not money:
        return Read(int(number)) if number == int(number) else Read(problem="not_whole")
    exact = number.quantize(_CENT)
    notes = () if exact == number else ("rounded",)
    return Read(f"{exact:.2f}", notes=notes)
