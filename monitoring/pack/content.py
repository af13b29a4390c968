"""What does a pack say, without any layout, and what is its digest?"""

from __future__ import annotations

import hashlib
import json
import math
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

Cell = str | int | float | None
"""What stands in a cell: a day as YYYY-MM-DD, a share in percent, None where nothing is known."""

FORM = 1
"""Which wording a pack is made in: raised when a section is told otherwise, so that a pack made
before can say why it reads differently."""
PLACES = 6  # decimals that count: beyond them two machines may differ


class Kind(StrEnum):
    """How a column is written."""

    TEXT = "text"
    NUMBER = "number"
    PERCENT = "percent"  # the cell holds 59.3 for 59.3%
    DAY = "day"


class Style(StrEnum):
    """What a series of a chart is, and so how it is drawn."""

    ACTUAL = "actual"
    ORIGINAL = "original"
    REVISED = "revised"
    OTHER = "other"  # a set that does not vary the contract


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table."""

    title: str
    kind: Kind = Kind.TEXT


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under their headings."""

    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Series:
    """One run of figures of a chart; None where a month has none."""

    name: str
    style: Style
    figures: tuple[float | None, ...]

    @property
    def is_known(self) -> bool:
        """Say whether any month has a figure."""
        return any(value is not None for value in self.figures)


@dataclass(frozen=True, slots=True)
class Chart:
    """A measure by month: bars for the actual and a line for each profile set.

    ``open`` says which months may still move.
    """

    title: str
    alt: str
    months: tuple[str, ...]
    series: tuple[Series, ...]
    open: tuple[bool, ...] = ()
    percent: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """One section: what it says in sentences, its charts and its tables."""

    code: str
    title: str
    said: tuple[str, ...] = ()
    charts: tuple[Chart, ...] = ()
    tables: tuple[Table, ...] = ()


@dataclass(frozen=True, slots=True)
class Content:
    """All that a pack says of one contract and quarter."""

    contract: str
    name: str
    prime: str
    programme: str
    quarter: str
    as_at: str
    readers: str
    sections: tuple[Section, ...]


def digest(content: Content) -> str:
    """Give the SHA-256 of everything a pack says."""
    return _sha256(asdict(content))


def digests(sections: Iterable[Section]) -> dict[str, str]:
    """Give the SHA-256 of each section, by its code: it tells which one is another now."""
    return {each.code: _sha256(asdict(each)) for each in sections}


def differing(sections: Iterable[Section], frozen: Mapping[str, str]) -> list[str]:
    """Name the sections that do not say what they said when the pack was frozen."""
    made = list(sections)
    now = digests(made)
    return [each.title for each in made if frozen.get(each.code) != now[each.code]]


def _sha256(told: object) -> str:
    text = json.dumps(_plain(told), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _plain(value: Any) -> Any:  # noqa: ANN401 - whatever stands in a dataclass made of plain values
    """Give a value that is written alike on every machine."""
    if isinstance(value, dict):
        return {name: _plain(each) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    if isinstance(value, float):
        return known(value)
    return str(value) if isinstance(value, str) else value


def known(value: float) -> float | int | None:
    """Give a figure rounded to what counts: a whole one as such, None where it is not known.

    Examples
    --------
    >>> known(59.0), known(1 / 3), known(float("nan"))
    (59, 0.333333, None)
    """
    if math.isnan(value):
        return None
    rounded = round(value, PLACES)
    return int(rounded) if rounded == int(rounded) else rounded
