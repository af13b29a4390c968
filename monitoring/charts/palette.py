"""Which colour and line means what, on every page?

Each mark is told from the ground of both themes by at least 3 to 1, and no meaning hangs on colour
alone: a profile is dashed, dotted or thin, a provisional month hatched, a missing one marked in
words. Red, amber and green are not here: they mean how ready a client is for work.
"""

from __future__ import annotations

from dataclasses import dataclass

from monitoring.vocabulary import ProfileKind, Source

ACTUAL = "#2673b8"
SLATE = "#6b7d94"
PURPLE = "#9461c9"
ATTENTION = "#c2680a"
FORECAST = "rgba(38, 115, 184, 0.35)"
INTERVAL = "rgba(38, 115, 184, 0.18)"
GRID = "rgba(127, 137, 150, 0.25)"
AXIS = "rgba(127, 137, 150, 0.6)"
CLEAR = "rgba(0, 0, 0, 0)"


HATCH = "/"
"""How a provisional month is filled."""


@dataclass(frozen=True, slots=True)
class Line:
    """How the line of one kind of profile is drawn."""

    colour: str
    dash: str
    width: float
    sign: str  # what stands for it before its name


ACTUAL_LINE = Line(ACTUAL, "solid", 3, "\N{EM DASH}")
ACTUAL_SIGN = "\N{BLACK SQUARE}"

LINES = {
    ProfileKind.ORIGINAL: Line(SLATE, "dash", 2.5, "--"),
    ProfileKind.REVISED_CONTRACTUAL: Line(SLATE, "solid", 1.5, "\N{EN DASH}"),
    ProfileKind.ASPIRATIONAL: Line(PURPLE, "dot", 2.5, 3 * "\N{MIDDLE DOT}"),
    ProfileKind.INFORMAL: Line(PURPLE, "dot", 2.5, 3 * "\N{MIDDLE DOT}"),
}

TEAL, MAGENTA, INDIGO, STONE, BRICK = "#12858c", "#b8457f", "#6d6bd1", "#85735f", "#a65f33"
OLIVE = "#78851f"
SOURCES: dict[str, Line] = {
    Source.PROVIDER_MI: Line(ACTUAL, "solid", 2, "\N{EM DASH}"),
    Source.PUBLISHED: Line(ACTUAL, "solid", 2, "\N{EM DASH}"),
    Source.AGREED: Line(ACTUAL, "solid", 2, "\N{EM DASH}"),
    Source.PLMI: Line(MAGENTA, "solid", 2.5, "\N{EM DASH}"),
    Source.LMS: Line(TEAL, "solid", 2.5, "\N{EM DASH}"),
    Source.PAYMENTS: Line(INDIGO, "solid", 2.5, "\N{EM DASH}"),
    Source.CLERICAL: Line(STONE, "solid", 2, "\N{EM DASH}"),
    Source.PARTNER: Line(BRICK, "solid", 2, "\N{EM DASH}"),
    Source.BDC: Line(TEAL, "solid", 2, "\N{EM DASH}"),
    Source.DWP: Line(SLATE, "solid", 2, "\N{EM DASH}"),
    Source.SURVEY: Line(SLATE, "solid", 2, "\N{EM DASH}"),
    Source.TPPM: Line(STONE, "solid", 2, "\N{EM DASH}"),
}
"""The one colour each source has on every page."""

CLIENTS = {"mandatory": ACTUAL, "voluntary": OLIVE}
"""The one colour each category of clients has on every page."""

BENEFITS = {"ESA": ACTUAL, "IB": STONE, "IS_incapacity": INDIGO}

MARKS = (ACTUAL, SLATE, PURPLE, ATTENTION, TEAL, MAGENTA, INDIGO, STONE, BRICK, OLIVE)
"""The colours that carry meaning on their own mark."""
