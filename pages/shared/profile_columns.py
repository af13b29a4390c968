"""How is each column of the months behind a chart shown?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pages.shared import tables

if TYPE_CHECKING:
    from monitoring.programmes import Measure


def of_measure(measure: Measure, *, alone: bool) -> dict[str, tables.Column]:
    """Give how each column of the months is shown.

    A level at a month's end has no sums, and a figure without a profile stands alone.
    """
    if measure.is_rate:
        return _of_a_rate(alone=alone)
    columns = {"profile": tables.figure("Profile"), "actual": tables.figure("Actual")}
    columns |= {"variance": tables.figure("Difference"), "share": tables.percent("Share")}
    if not measure.stock:
        columns |= {
            "to_date_profile": tables.figure("Profile to date"),
            "to_date_actual": tables.figure("Actual to date"),
            "to_date_share": tables.percent("Share to date"),
        }
    shown = {name: how for name, how in columns.items() if not alone or "actual" in name}
    return shown | {"note": tables.text("To know")}


def _of_a_rate(*, alone: bool) -> dict[str, tables.Column]:
    """Give a rate's columns: with its counts and interval, and no share of its target."""
    own = {"actual": tables.percent("Actual"), "counts": tables.right("Counts")}
    own |= {"interval": tables.right("95% interval")}
    target = {"profile": tables.percent("Target"), "variance": tables.points("Difference")}
    rest = {"to_date_actual": tables.percent("Actual to date"), "note": tables.text("To know")}
    return own | ({} if alone else target) | rest
