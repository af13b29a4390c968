"""What does a file hold, as text, before anything in it is believed?"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from monitoring.findings import Problem


@dataclass(frozen=True, slots=True)
class HowRead:
    """How a file was read, in words a sender can check.

    ``encoding`` and ``delimiter`` are blank for a workbook, ``sheet`` for a CSV. ``dates`` is
    filled in by the checks (``year first``, ``day first``, ``month first`` or ``workbook dates``).
    """

    kind: str  # "csv" or "xlsx"
    encoding: str = ""
    delimiter: str = ""
    sheet: str = ""
    dates: str = ""
    notes: tuple[str, ...] = ()
    mapping: str = ""  # name and version of the saved mapping the rows came through


@dataclass(frozen=True, slots=True)
class Batch:
    """Some rows of a file, column by column; every list has one entry a row."""

    row_numbers: list[int]  # as a person sees them: the header is row 1
    columns: list[list[str]]  # in the order of the table's headers


@dataclass(frozen=True, slots=True)
class TextTable:
    """A rectangular file as text. ``batches()`` may be called again and starts at the top.

    Iterating raises ``Unreadable`` when a fault of the file appears further down.
    """

    headers: tuple[str, ...]
    how: HowRead
    batches: Callable[[], Iterator[Batch]] = field(repr=False)
    declared: dict[str, str] = field(default_factory=dict)  # control totals the file declares
    found: tuple[Problem, ...] = ()  # what a saved mapping noted on the way, for attention
