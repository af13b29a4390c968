"""Which few figures head a page about one contract: its last month, quarter, year, and to date?"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from monitoring import profiles, targets
from monitoring.certification import NOT_YET
from monitoring.definitions import worked_share
from monitoring.narrative.words import count_of, month, number, percent, points
from monitoring.periods import By
from monitoring.rates import FEWEST

if TYPE_CHECKING:
    import pandas as pd

    from monitoring.narrative import ProfileView

HISTORY = 12  # periods shown in a figure's small line
STRETCH = 3  # periods in a row that make a line worth drawing
_FEW = f"fewer than {FEWEST}: counts only"
_NAMES = {By.QUARTER: "Contract quarter", By.YEAR: "Contract year", By.TOTAL: "To date"}


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure with what it is compared with, and how it was worked out.

    A gap in ``history`` is not a number.
    """

    label: str
    value: str
    comparison: str
    history: tuple[float, ...]
    worked: str
    caveat: str


def figures(months: pd.DataFrame, view: ProfileView) -> tuple[Figure, ...]:
    """Give the figures of the last month returned and of what it falls in, as ratios of sums.

    Parameters
    ----------
    months
        What ``profiles.against_profile`` (or ``targets.against_target``) gave for one set.
    view
        What is being looked at.

    Returns
    -------
    Month, contract quarter, contract year and to date; none where nothing was returned. A level
    at the end of a month has the first only, for months of it are never added.
    """
    stretches = (By.MONTH,) if view.measure.stock else tuple(By)
    made = (_figure(months, replace(view, by=by)) for by in stretches)
    return _level(tuple(figure for figure in made if figure is not None))


def _level(made: tuple[Figure, ...]) -> tuple[Figure, ...]:
    """Keep the small lines only where every figure has one, so that the figures stay level."""
    if all(figure.history for figure in made):
        return made
    return tuple(replace(figure, history=()) for figure in made)


def _figure(months: pd.DataFrame, view: ProfileView) -> Figure | None:
    if view.measure.is_rate:
        gathered = targets.counts_only(targets.by_period(months, view.by, view.starts_on))
    else:
        gathered = profiles.by_period(months, view.by, view.starts_on, stock=view.measure.stock)
    known = gathered[gathered["months_to"].notna()]
    if known.empty:
        return None
    row = {str(name): value for name, value in known.iloc[-1].items()}
    return Figure(
        _label(row, view.by),
        _value(row, rate=view.measure.is_rate),
        _comparison(row, rate=view.measure.is_rate),
        _history(months if view.by is By.TOTAL else gathered, view),
        _worked(row, rate=view.measure.is_rate),
        _caveat(row, view.by),
    )


def _value(row: dict[str, Any], *, rate: bool) -> str:
    """Write the figure; of a rate over fewer than ten its counts."""
    if not rate:
        return number(row["actual"])
    return _counts(row, " of ") if row["few"] else percent(row["actual"])


def _counts(row: dict[str, Any], between: str) -> str:
    return f"{number(row['numerator'])}{between}{number(row['denominator'])}"


def _history(rows: pd.DataFrame, view: ProfileView) -> tuple[float, ...]:
    """Give the figure's last periods; for the figure to date, what it was month by month.

    A gap is not a number, so that the small line breaks there.
    """
    column = "cumulative_actual" if view.by is By.TOTAL else "actual"
    values = rows[column].where(rows["counted"])
    places = values.notna().to_numpy().nonzero()[0]
    reached = values.iloc[places[0] : places[-1] + 1] if len(places) else values.iloc[:0]
    kept = reached.tail(HISTORY)
    return tuple(float(value) for value in kept) if _joined(kept) else ()


def _joined(values: pd.Series[Any]) -> bool:
    """Say whether a line has a stretch to show; single dots between gaps say nothing."""
    runs = values.isna().cumsum()[values.notna()].value_counts()
    return bool(runs.max() >= STRETCH) or len(values) == int(values.notna().sum())


def _label(row: dict[str, Any], by: By) -> str:
    return month(row["months_to"]) if by is By.MONTH else _NAMES[by]


def _comparison(row: dict[str, Any], *, rate: bool) -> str:
    if rate and row["few"]:
        return _FEW
    if math.isnan(row["profile"]):
        return ""
    if rate:
        side = "above" if row["variance"] > 0 else "below"
        return f"{points(row['variance'])} {side} the target of {percent(row['profile'])}"
    return f"{percent(row['share_of_profile'])} of {number(row['profile'])} profiled"


def _worked(row: dict[str, Any], *, rate: bool) -> str:
    if rate:
        if row["few"]:
            return f"{_counts(row, ' of ')}, {_FEW}"
        told = f"{_counts(row, ' / ')} = {percent(row['actual'])}"
        if math.isnan(row["low"]):
            return told
        return f"{told}; 95% interval {percent(row['low'])} to {percent(row['high'])}"
    if math.isnan(row["profile"]):
        return f"actual = {number(row['actual'])}"
    return worked_share(row)


def _caveat(row: dict[str, Any], by: By) -> str:
    missing = int(row["months_missing"]) if by is not By.MONTH else 0
    said = [f"{count_of(missing, 'month', 'months')} missing"] if missing else []
    said += [NOT_YET] if row.get("uncertified") else []
    said += ["provisional"] if row["provisional"] else []
    return ", ".join(said)
