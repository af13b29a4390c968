"""What may one parameter hold, and how is it read from what a person typed?"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum

Value = int | float | str | bool | date | dict[str, int] | dict[str, str]
"""What a parameter may hold once read."""


PRODUCTS = "default of this product"
REPORT, REPORT_NAME = "003", "DWP Research Report 638"  # as requirements.md numbers its sources

COLOURS = ("red", "amber", "green")
"""The readiness bands that all contracts share, the furthest from work first."""


class ParameterError(ValueError):
    """A parameter cannot be set so; the text says why, in words for the person who tried."""


class ParameterKind(StrEnum):
    """How a parameter's text is read."""

    SHARE = "a fraction between 0 and 1, such as 0.25, or a percentage, such as 25%"
    NUMBER = "a number, 0 or more"
    WHOLE = "a whole number, 0 or more"
    CODE = "one of a list"
    YES_NO = "yes or no"
    DATE = "a date, such as 2009-02-14"
    MONTH = "a month, such as 2009-02, or 'contract start'"
    TABLE = "codes with whole numbers, such as mandatory=5; voluntary=0"
    WORDS = "a few words"
    BANDS = "codes with green, amber or red, such as 1=green; 2=amber; 3=amber; 4=red"


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter: what it means, what is assumed without it, and where that comes from."""

    code: str
    sentence: str
    kind: ParameterKind
    default: str
    source: str
    codes: tuple[str, ...] = ()
    at_least: float = 0.0

    @property
    def whose(self) -> str:
        """Say whose default stands, for people who do not know how the sources are numbered."""
        if self.source.startswith(REPORT):
            sections = ", ".join(re.findall(r"\u00a7[\d.]*\d", self.source))
            return ", ".join(filter(None, [f"{PRODUCTS}, after {REPORT_NAME}", sections]))
        return f"{PRODUCTS}, to be confirmed" if "to be confirmed" in self.source else PRODUCTS

    @property
    def allowed(self) -> str:
        """Say what it may hold."""
        return f"one of {', '.join(self.codes)}" if self.codes else self.kind.value


def _read_number(text: str) -> float | None:
    try:
        number = float(Decimal(text))
    except InvalidOperation:
        return None
    return number if math.isfinite(number) else None


def _read_whole(text: str) -> int | None:
    return int(text) if re.fullmatch(r"[0-9]{1,9}", text) else None


def _read_share(text: str) -> float | None:
    percent = text.endswith("%")
    try:
        number = Decimal(text.removesuffix("%").strip())
    except InvalidOperation:
        return None
    if not number.is_finite():
        return None
    fraction = number.scaleb(-2) if percent else number
    return float(fraction) if 0 <= fraction <= 1 else None


def _read_yes_no(text: str) -> bool | None:
    return {"yes": True, "no": False, "true": True, "false": False}.get(text.lower())


def _read_date(text: str) -> date | None:
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _read_month(text: str) -> date | str | None:
    return text if text == "contract start" else _read_date(f"{text}-01")


def _pairs(text: str) -> list[tuple[str, str]] | None:
    """Read codes with what each stands for; None where one has no code, or none or two of them."""
    pairs = [part.split("=") for part in text.split(";")]
    if any(len(pair) != len(("code", "meaning")) for pair in pairs):
        return None
    read = [(code.strip().lower(), meaning.strip().lower()) for code, meaning in pairs]
    twice = len({code for code, _ in read}) < len(read)
    return None if twice or not all(code for code, _ in read) else read


def _read_table(text: str) -> dict[str, int] | None:
    table = {code: _read_whole(number) for code, number in _pairs(text) or ()}
    whole = {code: number for code, number in table.items() if number is not None}
    return whole if whole and len(whole) == len(table) else None


def _read_bands(text: str) -> dict[str, str] | None:
    bands = dict(_pairs(text) or ())
    return bands if bands and set(bands.values()) <= set(COLOURS) else None


READERS = {
    ParameterKind.SHARE: _read_share,
    ParameterKind.NUMBER: _read_number,
    ParameterKind.WHOLE: _read_whole,
    ParameterKind.CODE: lambda text: text or None,
    ParameterKind.YES_NO: _read_yes_no,
    ParameterKind.DATE: _read_date,
    ParameterKind.MONTH: _read_month,
    ParameterKind.TABLE: _read_table,
    ParameterKind.WORDS: lambda text: text or None,
    ParameterKind.BANDS: _read_bands,
}
