"""How does experience stand to what the bid assumed?

Assumed volumes, the readiness mix and conversion beside what the contract's returns say to date:
counts with their denominators, and no verdict on why they differ.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from monitoring.narrative.words import count_of, listed, number, percent
from monitoring.rates import FEWEST, share
from monitoring.vocabulary import ALL_CATEGORIES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

VOLUMES = ("referrals", "starts")
READINESS, CONVERSION = "readiness_share", "conversion"
CODES: Mapping[str, str] = MappingProxyType(
    {
        "referrals": "Referrals over the whole contract",
        "starts": "Starts over the whole contract",
        READINESS: "Share of starters in a readiness band",
        CONVERSION: "Job outcomes for each start",
    }
)
SHARES = frozenset({READINESS, CONVERSION})
BANDS: Mapping[str, str] = MappingProxyType({"red": "red", "amber": "amber", "green": "green"})
AS_ASSUMED = 0.05  # a default of this product: differences smaller than this are called as assumed


@dataclass(frozen=True, slots=True)
class Assumption:
    """What the bid assumed: a number of people, or a share."""

    code: str
    category: str
    band: str
    value: float
    origin: str = ""
    by_user: str = ""
    at: datetime | None = None
    step: int = 1

    @property
    def key(self) -> tuple[str, str, str]:
        """Give what it is about."""
        return self.code, self.category, self.band

    @property
    def is_share(self) -> bool:
        """Say whether it is a share of people."""
        return self.code in SHARES

    @property
    def title(self) -> str:
        """Name it in words."""
        whose = "" if self.category == ALL_CATEGORIES else f", {self.category} clients"
        band = f": {self.band}" if self.band else ""
        return f"{CODES.get(self.code, self.code)}{band}{whose}"


@dataclass(frozen=True, slots=True)
class Experience:
    """What the returns say to date: so many, of how many where it is a share."""

    count: float
    of: float = math.nan
    months: int = 0
    months_in_all: int = 0


@dataclass(frozen=True, slots=True)
class Line:
    """One assumption beside experience, in words."""

    title: str
    assumed: str
    found: str
    said: str
    origin: str


def order(one: Assumption) -> tuple[int, str, int]:
    """Give a key that puts volumes before shares, and bands from red to green."""
    bands = ["", *BANDS]
    return list(CODES).index(one.code), one.category, bands.index(one.band)


def origins(lines: Sequence[Line]) -> str:
    """Say where the assumptions are written."""
    written = list(dict.fromkeys(each.origin for each in lines if each.origin))
    return f"Written in: {listed(written)}." if written else ""


def refusal(code: str, band: str, value: float) -> str:
    """Say why a value cannot be assumed; blank where it can."""
    if code not in CODES:
        return f"Choose what was assumed: {', '.join(CODES)}."
    if code == READINESS and band not in BANDS:
        return "Choose the readiness band the share is of."
    if code in SHARES and not 0 <= value <= 1:
        return "A share lies between 0% and 100%."
    if value < 0:
        return "A number of people is not below 0."
    return ""


def of_percent(value: float) -> float:
    """Give a percentage as the share it is.

    Examples
    --------
    >>> of_percent(37)
    0.37
    """
    return share(value, 100)


def line(assumed: Assumption, found: Experience) -> Line:
    """Set one assumption beside what was found.

    Notes
    -----
    Source: requirements.md PRO-15. A volume is set beside the same share of the contract's months.
    """
    words = _of_share(assumed, found) if assumed.is_share else _of_volume(assumed, found)
    return Line(assumed.title, *words, assumed.origin)


def _of_share(assumed: Assumption, found: Experience) -> tuple[str, str, str]:
    bid = percent(assumed.value)
    if math.isnan(found.count) or math.isnan(found.of) or not found.of:
        return bid, "not known", "The returns do not say yet."
    counts = f"{number(found.count)} of {number(found.of)}"
    if found.of < FEWEST:
        return bid, counts, f"Too few to give as a share: {counts}."
    rate = share(found.count, found.of)
    expected, came = number(round(assumed.value * found.of)), number(found.count)
    said = f"At {bid}, {expected} of these {number(found.of)} were assumed; there were {came}."
    return bid, f"{counts} ({percent(rate)})", said


def _of_volume(assumed: Assumption, found: Experience) -> tuple[str, str, str]:
    bid = number(assumed.value)
    if math.isnan(found.count) or not found.months:
        return bid, "not known", "The returns do not say yet."
    by_now = share(assumed.value * found.months, found.months_in_all)
    months = count_of(found.months, "month", "months")
    if math.isnan(by_now):
        return bid, number(found.count), f"{number(found.count)} in {months}."
    ratio = share(found.count, by_now)
    told = f"{number(found.count)} in {months}"
    apart = found.count - by_now
    if abs(apart) <= AS_ASSUMED * by_now:
        return bid, told, f"As assumed: {percent(ratio)} of {number(round(by_now))} by now."
    word = "fewer" if apart < 0 else "more"
    said = (
        f"{number(abs(round(apart)))} {word} than the {number(round(by_now))} an even pace would "
        f"have brought by now ({percent(ratio)})."
    )
    return bid, told, said


def finding(lines: Sequence[Line]) -> str:
    """Say how many assumptions stand beside experience."""
    if not lines:
        return "No bid assumption is written down for this contract yet."
    return (
        f"{count_of(len(lines), 'assumption of the bid stands', 'assumptions of the bid stand')} "
        "beside what the returns say to date. Arithmetic only: it does not say why they differ."
    )
