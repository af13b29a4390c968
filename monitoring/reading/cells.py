"""What would a person type to get the value of this cell?"""

from __future__ import annotations

import math
import re
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from monitoring.reading.decoding import INVISIBLE

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from monitoring.reading.faults import Faults

_DIGITS = 15  # how many Excel keeps of a number; it turns the rest into noughts
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]")
_INVISIBLE = re.compile(f"[{INVISIBLE}]")


class UnfitCellError(ValueError):
    """A cell holds what cannot be read for sure; the text says what."""


def texts(row: Sequence[Any], number: int, most: int, faults: Faults) -> list[str]:
    """Give a row of a workbook as text; a cell that cannot be trusted adds a fault.

    Parameters
    ----------
    row
        The values as the parser gave them, from column A on.
    number
        The row's number on the sheet.
    most
        How many characters a cell may hold.
    faults
        Where faults are kept.
    """
    try:
        return [_TEXT[type(value)](value, most) for value in row]
    except UnfitCellError:
        return [_or_fault(value, f"{column(at)}{number}", most, faults, number)
                for at, value in enumerate(row, 1)]  # fmt: skip


def column(place: int) -> str:
    """Give the letters of a column by its place, the first being 1.

    >>> column(1), column(28), column(16384)
    ('A', 'AB', 'XFD')
    """
    letters = ""
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _or_fault(value: object, cell: str, most: int, faults: Faults, number: int) -> str:
    try:
        return _TEXT[type(value)](value, most)
    except UnfitCellError as unfit:
        faults.add("cell_unfit", f"Cell {cell} {unfit}", row=number)
        return ""


def _number(value: float, _most: int) -> str:
    if not math.isfinite(value):
        message = "holds no number that can be written. Type the value again."
        raise UnfitCellError(message)
    if value.is_integer():
        if abs(value) >= 10**_DIGITS:
            message = (
                f"holds a number of more than {_DIGITS} digits, of which Excel keeps only the "
                "first. Format the column as text and type the reference again."
            )
            raise UnfitCellError(message)
        return str(int(value))
    text = format(value, f".{_DIGITS}g")
    return format(Decimal(text), "f") if "e" in text else text


def _text(value: str, most: int) -> str:
    if value.isascii() and value.isprintable() and len(value) <= most:
        return value
    if len(value) > most:
        message = f"holds {len(value):,} characters; at most {most:,} are read. Shorten it."
        raise UnfitCellError(message)
    if _CONTROL.search(value):
        message = "holds a control character. Type the value again."
        raise UnfitCellError(message)
    return _INVISIBLE.sub("", value)


def _moment(value: datetime, _most: int) -> str:
    if value.time() == time():
        return value.date().isoformat()
    return value.isoformat(sep=" ", timespec="seconds")


def _duration(value: timedelta, _most: int) -> str:
    minutes, seconds = divmod(round(value.total_seconds()), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02d}:{seconds:02d}"


_TEXT: dict[type, Callable[[Any, int], str]] = {
    str: _text,
    float: _number,
    int: lambda value, most: _number(float(value), most),
    bool: lambda value, _most: "yes" if value else "no",
    date: lambda value, _most: value.isoformat(),
    datetime: _moment,
    time: lambda value, _most: value.isoformat(timespec="seconds"),
    timedelta: _duration,
}
