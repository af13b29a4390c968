"""A small line of history beside a figure: its shape and its gaps, nothing to read off."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING
from urllib.parse import quote

from monitoring.charts import palette
from monitoring.rates import share

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

WIDTH, HEIGHT = 96, 32  # pixels
EDGE = 3  # kept free around the line, so that its last point is whole
DOT, LAST = 1.5, 2.5  # pixels across from the middle: a month alone, and the last one

Point = tuple[float, float]


def small_line(values: Sequence[float | None]) -> str:
    """Draw the figures of the last months as a line without axes, as the address of a picture.

    A gap (None) breaks the line and is ticked on the baseline, which is nought; a month between two
    gaps is a dot, and the last known one is marked. Blank where no month is known.
    """
    points = _placed(values)
    runs = [list(run) for known, run in groupby(points, key=lambda each: each is not None) if known]
    if not runs:
        return ""
    marks = [_line(run) for run in runs if len(run) > 1]
    marks += [_dot(run[0], DOT) for run in runs[:-1] if len(run) == 1]
    marks += [_tick(place, len(values)) for place, each in enumerate(points) if each is None]
    drawn = "".join([*marks, _dot(runs[-1][-1], LAST)])
    size = f'width="{WIDTH}" height="{HEIGHT}" viewBox="0 0 {WIDTH} {HEIGHT}"'
    picture = f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{drawn}</svg>'
    return f"data:image/svg+xml;utf8,{quote(picture)}"


def _placed(values: Sequence[float | None]) -> list[Point | None]:
    """Give where each month lies, its height over nought as a share of the highest."""
    highest = max((value for value in values if value is not None), default=0.0) or 1.0
    room = HEIGHT - 2 * EDGE
    return [
        None
        if value is None
        else (_across(place, len(values)), HEIGHT - EDGE - room * share(value, highest))
        for place, value in enumerate(values)
    ]


def _across(place: int, months: int) -> float:
    return EDGE + (WIDTH - 2 * EDGE) * share(place, max(months - 1, 1))


def _line(run: Iterable[Point | None]) -> str:
    path = " ".join(f"{each[0]:.1f},{each[1]:.1f}" for each in run if each is not None)
    return (
        f'<polyline points="{path}" fill="none" stroke="{palette.ACTUAL}" stroke-width="1.6" '
        'stroke-linejoin="round"/>'
    )


def _dot(point: Point | None, radius: float) -> str:
    across, down = point or (0.0, 0.0)
    return f'<circle cx="{across:.1f}" cy="{down:.1f}" r="{radius}" fill="{palette.ACTUAL}"/>'


def _tick(place: int, months: int) -> str:
    """Mark a month without a figure on the baseline."""
    across, down = _across(place, months), HEIGHT - EDGE
    return (
        f'<line x1="{across:.1f}" x2="{across:.1f}" y1="{down - 3}" y2="{down + 1}" '
        f'stroke="{palette.SLATE}" stroke-width="1"/>'
    )
