"""What was each month's own figure, where a file gives figures to date?

A month's own figure is its figure to date less that of the month before. Where the month before is
not known, or the figure to date falls, the month's own figure cannot be told: it is left unknown
and noted, never guessed and never negative.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from monitoring.checks.dates import TwoWays, month_reader
from monitoring.checks.faults import Fault
from monitoring.checks.numbers import Digits
from monitoring.findings import Problem, attention

if TYPE_CHECKING:
    from collections.abc import Iterator

    from monitoring.mappings.definition import Cumulative

APRIL = 4

Series = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """One figure to date: the row it stands in, its series, its month and its text."""

    row: int
    series: Series
    month: str
    text: str


@dataclass
class ToDate:
    """The figures to date of a file, by series and month; gives each month's own figure."""

    runs_by: Cumulative
    commas: bool
    _figures: dict[Series, dict[date, Decimal]] = field(default_factory=dict)

    def learn(self, cell: Cell) -> None:
        """Remember one figure; a cell that is no figure is left to the checks."""
        month, figure = _month(cell.month), self._figure(cell.text)
        if month is not None and figure is not None:
            self._figures.setdefault(cell.series, {})[month] = figure

    @property
    def first_months(self) -> list[date]:
        """Give the first month of each series, earliest first."""
        return sorted(min(figures) for figures in self._figures.values())

    def movement(self, cell: Cell) -> tuple[str, Problem | None]:
        """Give the month's own figure as text, blank where it cannot be told, and why."""
        month, figure = _month(cell.month), self._figure(cell.text)
        if month is None or figure is None:
            return cell.text, None
        before = self._before(cell.series, month)
        if before is None:
            return "", _gap(cell.row)
        if figure < before:
            return "", _fall(cell.row, before, figure)
        return f"{figure - before:f}", None

    def _before(self, series: Series, month: date) -> Decimal | None:
        figures = self._figures[series]
        starts = month.month == APRIL if self.runs_by == "april_march" else month == min(figures)
        return Decimal(0) if starts else figures.get(_previous(month))

    def _figure(self, text: str) -> Decimal | None:
        parts = Digits(commas=self.commas, notes={}).split(text.strip())
        return None if isinstance(parts, Fault) else Decimal(".".join(filter(None, parts)))


def problems_of(to_date: ToDate, cells: Iterator[Cell]) -> Iterator[Problem]:
    """Give what is to be noted of every figure that cannot be told."""
    for cell in cells:
        _, problem = to_date.movement(cell)
        if problem is not None:
            yield problem


def _month(text: str) -> date | None:
    found = month_reader({})(text.strip())
    if isinstance(found, TwoWays):  # only one of the two ways is the first of a month
        return found.day_first or found.month_first
    return found if isinstance(found, date) else None


def _previous(month: date) -> date:
    if month.month == 1:
        return date(month.year - 1, 12, 1)
    return date(month.year, month.month - 1, 1)


def _fall(row: int, before: Decimal, figure: Decimal) -> Problem:
    return attention(
        "cumulative_falls",
        f"The figure to date falls from {before} to {figure}, so the month's own figure cannot be"
        " told. It is left unknown; send the month's own figure if it is known.",
        row=row,
        column="value",
        value=str(figure),
    )


def _gap(row: int) -> Problem:
    return attention(
        "cumulative_gap",
        "The figure to date of the month before is missing, so this month's own figure cannot be"
        " told. It is left unknown; add the month before to the file.",
        row=row,
        column="value",
    )
