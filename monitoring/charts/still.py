"""A chart that needs no script: profile against actual as a picture that prints as it stands.

Text takes the colour of its surroundings, marks have those of every chart (``palette``).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from html import escape
from itertools import groupby
from types import MappingProxyType
from typing import TYPE_CHECKING
from urllib.parse import quote

from monitoring.charts import palette
from monitoring.narrative.words import number
from monitoring.pack.content import PLACES, Style
from monitoring.rates import share

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from monitoring.pack.content import Chart, Series

WIDTH, HEIGHT = 720, 260
LEFT, RIGHT, TOP, BOTTOM = 46, 118, 14, 40  # kept free around the figures
TICKS = 4
FILLED = 0.7  # of a month's width its bar takes
LINE = 15  # pixels between two labels
SHORT = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
BOTH_THEMES = (
    "<style>svg { color: #1f2933 } "
    "@media (prefers-color-scheme: dark) { svg { color: #e4e7eb } }</style>"
)
_STEPS = (1.0, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0)

LINES: Mapping[Style, str] = MappingProxyType(
    {
        Style.ORIGINAL: f'stroke="{palette.SLATE}" stroke-width="2" stroke-dasharray="7 4"',
        Style.REVISED: f'stroke="{palette.SLATE}" stroke-width="1.5"',
        Style.OTHER: f'stroke="{palette.PURPLE}" stroke-width="2" stroke-dasharray="2 3"',
    }
)
"""How the line of each kind of set is drawn; told apart by their dashes too."""

COLOURS: Mapping[Style, str] = MappingProxyType(
    {
        Style.ACTUAL: palette.ACTUAL,
        Style.ORIGINAL: palette.SLATE,
        Style.REVISED: palette.SLATE,
        Style.OTHER: palette.PURPLE,
    }
)


@dataclass(frozen=True, slots=True)
class _Frame:
    """Where a month and a figure lie."""

    months: int
    top: float

    def across(self, place: float) -> float:
        """Give the middle of a month."""
        return LEFT + (WIDTH - LEFT - RIGHT) * share(place + 0.5, max(self.months, 1))

    def down(self, value: float) -> float:
        """Give the height of a figure; nought is the baseline."""
        return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * share(value, self.top)

    @property
    def bar(self) -> float:
        """Give the width of a month's bar."""
        return FILLED * share(WIDTH - LEFT - RIGHT, max(self.months, 1))


def still(chart: Chart) -> str:
    """Draw a chart as SVG: bars for the actual, a line for each set, a mark where none is known.

    A month that may still move is drawn open. It says in words what it shows.
    """
    return _drawn(chart)


def as_image(chart: Chart) -> str:
    """Give the same as the address of a picture, whose text can be read in both themes."""
    return f"data:image/svg+xml;utf8,{quote(_drawn(chart, BOTH_THEMES))}"


def _drawn(chart: Chart, style: str = "") -> str:
    every = [value for each in chart.series for value in each.figures if value is not None]
    frame = _Frame(len(chart.months), _top(max(every, default=0.0)))
    actual = [each for each in chart.series if each.style is Style.ACTUAL]
    asked = [each for each in chart.series if each.style is not Style.ACTUAL]
    drawn = [
        *_grid(frame, percent=chart.percent),
        *_months(frame, chart.months),
        *(mark for each in actual for mark in _bars(frame, each, chart.open)),
        *(mark for each in asked for mark in _lines(frame, each)),
        *_labels(frame, chart.series),
    ]
    title = f"<title>{escape(chart.title)}</title><desc>{escape(chart.alt)}</desc>{style}"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" '
        f'class="still" font-family="sans-serif" font-size="12" fill="currentColor">'
        f"{title}{''.join(drawn)}</svg>"
    )


def _top(highest: float) -> float:
    """Give a round figure not below the highest, so that the ticks are round too.

    >>> _top(158), _top(0.342), _top(0)
    (160.0, 0.4, 1.0)
    """
    if highest <= 0:
        return 1.0
    needed = share(highest, TICKS)
    scale = 10.0 ** math.floor(math.log10(needed))
    step = next(each for each in _STEPS if each * scale >= needed)
    return round(step * scale * TICKS, PLACES)


def _grid(frame: _Frame, *, percent: bool) -> Iterable[str]:
    for tick in range(TICKS + 1):
        value = share(frame.top * tick, TICKS)
        down = f"{frame.down(value):.1f}"
        said = f"{100 * value:.0f}%" if percent else number(value)
        colour = palette.AXIS if tick == 0 else palette.GRID
        yield (
            f'<line x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{down}" y2="{down}" stroke="{colour}"/>'
            f'<text x="{LEFT - 6}" y="{down}" dy="4" text-anchor="end">{said}</text>'
        )


def _months(frame: _Frame, months: Sequence[str]) -> Iterable[str]:
    """Name every third month, and the year under the first of each."""
    years: set[str] = set()
    for place, month in enumerate(months):
        year, number_ = month.split("-")
        if place % 3:
            continue
        across = f"{frame.across(place):.1f}"
        down = HEIGHT - BOTTOM + 16
        name = SHORT[int(number_) - 1]
        yield f'<text x="{across}" y="{down}" text-anchor="middle">{name}</text>'
        if year not in years:
            years.add(year)
            yield f'<text x="{across}" y="{down + 15}" text-anchor="middle">{year}</text>'


def _bars(frame: _Frame, one: Series, still_open: Sequence[bool]) -> Iterable[str]:
    for place, value in enumerate(one.figures):
        across = frame.across(place)
        if value is None:
            yield _gap(across)
            continue
        down = frame.down(value)
        moves = place < len(still_open) and still_open[place]
        fill = "none" if moves else palette.ACTUAL
        yield (
            f'<rect x="{across - share(frame.bar, 2):.1f}" y="{down:.1f}" width="{frame.bar:.1f}" '
            f'height="{HEIGHT - BOTTOM - down:.1f}" fill="{fill}" stroke="{palette.ACTUAL}"/>'
        )


def _gap(across: float) -> str:
    """Mark a month without a figure on the baseline."""
    down = HEIGHT - BOTTOM - 5
    return (
        f'<path d="M{across - 3:.1f} {down - 3}l6 6m0 -6l-6 6" fill="none" '
        f'stroke="{palette.ATTENTION}" stroke-width="1.5"/>'
    )


def _lines(frame: _Frame, one: Series) -> Iterable[str]:
    """Draw a set's line, broken where it asks for nothing."""
    placed = [
        None if value is None else f"{frame.across(place):.1f},{frame.down(value):.1f}"
        for place, value in enumerate(one.figures)
    ]
    for known, run in groupby(placed, key=lambda each: each is not None):
        if known:
            points = " ".join(each for each in run if each)
            yield f'<polyline points="{points}" fill="none" {LINES[one.style]}/>'


def _labels(frame: _Frame, series: Sequence[Series]) -> Iterable[str]:
    """Write each series' name at the height it ends, none on another."""
    ends = []
    for one in series:
        figures = [value for value in one.figures if value is not None]
        if figures:
            ends.append((frame.down(figures[-1]), one))
    lowest: float = HEIGHT - BOTTOM + LINE
    for down, one in sorted(ends, key=lambda each: -each[0]):
        height = min(down, lowest - LINE)
        lowest = height
        yield (
            f'<rect x="{WIDTH - RIGHT + 8}" y="{height - 4:.1f}" width="8" height="8" '
            f'fill="{COLOURS[one.style]}"/>'
            f'<text x="{WIDTH - RIGHT + 20}" y="{height:.1f}" dy="4">{escape(one.name)}</text>'
        )
