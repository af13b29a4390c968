"""How is a number read, and what is too doubtful to be one?

Counts, pounds and hours are read digit by digit into whole numbers, so that no amount passes
through a binary fraction.
"""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING

from monitoring.checks.faults import Fault

if TYPE_CHECKING:
    from collections.abc import Callable

CONTINENTAL = frozenset({";", "semicolon"})  # between cells, where a comma is the decimal sign
HIGHEST_COUNT = 1_000_000_000  # above any count of people here, and within a store's whole number
HIGHEST_NUMBER = 1e15  # above this, a decimal number no longer holds every whole number

_PLAIN = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_GROUPED = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?")
_NEGATIVE = re.compile(r"[-\u2212\u2013(]\s*[\u00a3]?[0-9][0-9.,]*\)?")
_SCIENTIFIC = re.compile(r"[0-9](?:\.[0-9]+)?[eE][+-]?[0-9]+")
_MARKS = frozenset(
    {"-", "--", ".", "..", "*", "na", "n/a", "nan", "nil", "null", "none", "not known", "unknown"}
    | {"c", "nrf", "\u2013", "#n/a", "#value!", "#ref!", "#div/0!", "x"}
)

MARK = Fault(
    "mark_not_number",
    "This is a mark, not a number. Leave the cell blank where the figure is not known, or load the"
    " file through a mapping that names the mark.",
)
SCIENTIFIC = Fault(
    "scientific_number",
    "A spreadsheet has shortened this number. Format the column as a number and save it again.",
)
NEGATIVE = Fault("negative_number", "This may not be below 0. Write the number without a sign.")
TOO_LARGE = Fault("number_too_large", "This is larger than any figure here. Check the digits.")
DOUBTFUL_COMMA = Fault(
    "comma_in_number",
    "A comma here may mean thousands or a decimal. Write the number without commas, with a point"
    " before decimals.",
)
NOT_A_NUMBER = Fault("not_a_number", "This is not a number. Write digits only, such as 38.")
NOT_WHOLE = Fault("not_whole", "This is counted in whole numbers. Write it without decimals.")
CURRENCY = Fault(
    "currency_sign", "Write the number alone; only amounts in pounds may carry a pound sign."
)
NOT_A_SHARE = Fault(
    "not_a_share", "Write a share as a fraction between 0 and 1, such as 0.20 for 20%."
)

GROUPED = (
    "thousands_separators",
    "Commas between thousands were left out: 1,234 was read as 1234.",
)


class Digits:
    """Reads digits and a decimal point; notes once that thousands separators were left out.

    ``commas`` says whether a comma between thousands is beyond doubt: not in a file whose cells are
    separated by semicolons, where a comma is the decimal sign.
    """

    def __init__(self, *, commas: bool, notes: dict[str, str]) -> None:
        self._commas = commas
        self._notes = notes

    def split(self, text: str) -> tuple[str, str] | Fault:
        """Give the digits before and after the point, or say what stands there instead."""
        if _PLAIN.fullmatch(text):
            whole, _, fraction = text.partition(".")
            return whole, fraction
        if _GROUPED.fullmatch(text) and self._commas:
            self._notes.setdefault(*GROUPED)
            whole, _, fraction = text.replace(",", "").partition(".")
            return whole, fraction
        return _why_not(text)

    def count(self, text: str) -> int | Fault:
        """Read a whole number; ``38.0``, as spreadsheets write it, is 38."""
        parts = self.split(text)
        if isinstance(parts, Fault):
            return parts
        whole, fraction = parts
        if fraction not in {"", "0", "00"}:
            return NOT_WHOLE
        return _bounded(whole, HIGHEST_COUNT)

    def pounds(self, text: str) -> int | Fault:
        """Read an amount in pounds as pence."""
        return self.hundredths(re.sub(r"^(?:\u00a3|GBP)\s*", "", text))

    def hundredths(self, text: str) -> int | Fault:
        """Read a number with up to two decimals as hundredths."""
        parts = self.split(text)
        if isinstance(parts, Fault):
            return parts
        whole, fraction = parts
        if fraction[2:].strip("0"):
            return Fault("too_many_decimals", "Write at most two decimals.")
        return _bounded(whole + fraction[:2].ljust(2, "0"), HIGHEST_COUNT * 100_000)

    def number(self, text: str) -> float | Fault:
        """Read any decimal number; a comma is always in doubt here."""
        unsigned = text.removeprefix("-").removeprefix("\u2212")
        if not _PLAIN.fullmatch(unsigned):
            return _why_not(unsigned)
        value = float(unsigned)
        if not math.isfinite(value) or value > HIGHEST_NUMBER:
            return TOO_LARGE
        return value if unsigned == text or not value else -value

    def share(self, text: str) -> float | Fault:
        """Read a fraction between 0 and 1."""
        if not _PLAIN.fullmatch(text):
            return NOT_A_SHARE
        value = float(text)
        return value if value <= 1 else NOT_A_SHARE


def within(
    read: Callable[[str], int | float | Fault], lowest: float, highest: float, unit: int = 1
) -> Callable[[str], int | float | Fault]:
    """Give a reader that also holds a number outside two bounds; ``unit`` is what 1 is kept as."""
    fault = Fault("out_of_range", f"Write a number from {lowest} to {highest}.")

    def bounded(text: str) -> int | float | Fault:
        value = read(text)
        if isinstance(value, Fault) or lowest * unit <= value <= highest * unit:
            return value
        return fault

    return bounded


def _bounded(digits: str, highest: int) -> int | Fault:
    significant = digits.lstrip("0")
    if len(significant) > len(str(highest)):
        return TOO_LARGE
    value = int(significant or "0")
    return value if value <= highest else TOO_LARGE


def _why_not(text: str) -> Fault:
    plain = text.casefold()
    reasons = (
        (plain in _MARKS, MARK),
        (bool(_SCIENTIFIC.fullmatch(text)), SCIENTIFIC),
        (bool(_NEGATIVE.fullmatch(text)), NEGATIVE),
        (bool(re.search(r"[\u00a3$\u20ac]|gbp|eur|usd", plain)), CURRENCY),
        (bool(re.fullmatch(r"[0-9.]*,[0-9.,]*", text)), DOUBTFUL_COMMA),
    )
    return next((fault for found, fault in reasons if found), NOT_A_NUMBER)
