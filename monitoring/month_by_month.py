"""How do the months behind a chart read as a table, and where did one of them come from?"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import pandas as pd

from monitoring.certification import NOT_YET
from monitoring.definitions import worked_rate, worked_share
from monitoring.narrative.profile import SOURCES
from monitoring.narrative.words import count_of, month, months_span, number, percent
from monitoring.periods import By, last_of
from monitoring.rates import FEWEST
from monitoring.vocabulary import MissingReason, Origin

if TYPE_CHECKING:
    from collections.abc import Iterator

    from monitoring.programmes import Measure, Programme

MISSING = {
    "": "no return",
    MissingReason.NOT_RETURNED: "no return",
    MissingReason.SUPPRESSED: "suppressed by its publisher",
    MissingReason.NOT_PUBLISHED: "not published",
    MissingReason.PART_MISSING: "a part is missing",
}
ORIGINS = {"": "", Origin.RETURNED: "returned", Origin.COUNTED: "counted from client rows"}
COLUMNS = (
    "period",
    "profile",
    "actual",
    "variance",
    "share",
    "counts",
    "interval",
    "to_date_profile",
    "to_date_actual",
    "to_date_share",
    "note",
)


def table(months: pd.DataFrame, measure: Measure, by: By = By.MONTH) -> pd.DataFrame:
    """Give the months (or contract quarters or years) that could have been returned, newest first.

    Parameters
    ----------
    months
        One set's rows of ``profiles.by_period`` or ``targets.by_period``.
    measure
        The measure: a rate's figures are written in percent.
    by
        What a row stands for.

    Returns
    -------
    ``month`` (the first of the row's, as a date) and the columns of ``COLUMNS``; shares and rates
    in percent, unknown as NaN. ``counts`` and ``interval`` (95%) are a rate's, as text.
    """
    seen = months[months["actual"].notna() | months["missing"]]
    rows = [_row(_plain(row), measure, by) for row in seen.to_dict("records")]
    return pd.DataFrame(reversed(rows), columns=["month", *COLUMNS])


def _plain(row: dict[Any, Any]) -> dict[str, Any]:
    return {str(name): value for name, value in row.items()}


def _row(row: dict[str, Any], measure: Measure, by: By) -> dict[str, Any]:
    scale = 100 if measure.is_rate else 1
    first = row["month"].date()
    told = {
        "month": first,
        "period": month(first) if by is By.MONTH else months_span(first, last_of(first, by)),
        "profile": scale * row["profile"],
        "actual": scale * row["actual"],
        "variance": scale * row["variance"],
        "share": 100 * row["share_of_profile"],
        **(_certainty(row) if measure.is_rate else {}),
        "to_date_profile": scale * row["cumulative_profile"],
        "to_date_actual": scale * row["cumulative_actual"],
        "to_date_share": 100 * row["cumulative_share"],
        "note": _note(row, by),
    }
    return _counts_only(told) if measure.is_rate and _too_few(row) else told


def _too_few(row: dict[str, Any]) -> bool:
    """Say whether a rate stands on so few that only its counts are shown."""
    return bool(row["denominator"] < FEWEST)


def _counts_only(told: dict[str, Any]) -> dict[str, Any]:
    """Leave the rate out and say why; its counts stay."""
    few = f"fewer than {FEWEST}: counts only"
    note = ", ".join(each for each in (told["note"], few) if each)
    nothing = dict.fromkeys(("actual", "variance", "share"), math.nan)
    return told | nothing | {"interval": "", "note": note}


def _certainty(row: dict[str, Any]) -> dict[str, str]:
    """Give the counts a rate is made of, and how sure they make it; blank where it is unknown."""
    if pd.isna(row["actual"]):
        return {"counts": "", "interval": ""}
    counts = f"{number(row['numerator'])} of {number(row['denominator'])}"
    known = not pd.isna(row["low"])
    interval = f"{percent(row['low'])} to {percent(row['high'])}" if known else ""
    return {"counts": counts, "interval": interval}


def _note(row: dict[str, Any], by: By) -> str:
    """Say in words what to know about a row: why it is missing, or that it may change."""
    if by is By.MONTH and pd.isna(row["actual"]):
        return _why(row["reason"])
    said = [NOT_YET] if row.get("uncertified") else []
    said += ["provisional"] if row["provisional"] else []
    if by is not By.MONTH and row["months_missing"]:
        said.append(f"{count_of(int(row['months_missing']), 'month', 'months')} missing")
    if by is not By.MONTH and row["months_to"] < pd.Timestamp(last_of(row["month"].date(), by)):
        said.append(f"to {month(row['months_to'])}")
    return ", ".join(said)


def opened(
    row: pd.Series[Any], counts: pd.DataFrame, programme: Programme, measure: Measure
) -> Iterator[tuple[str, str]]:
    """Say of one month's figure how it was worked out and where it came from.

    Parameters
    ----------
    row
        The month's row of one set, as ``profiles.against_profile`` gives it.
    counts
        What ``precedence.actuals`` gave for the counts the measure is made of, that month's.
    programme, measure
        The measure, and the programme it belongs to.
    """
    if pd.isna(row["actual"]):
        yield "Figure", _why(row["reason"])
    figures = dict(zip(counts["measure"], counts["actual"], strict=True))
    if measure.is_rate:
        yield "Worked out", worked_rate(programme, measure, figures)
    elif not pd.isna(row["actual"]) and not pd.isna(row["profile"]):
        yield "Share of profile", worked_share(_plain(dict(row.items())))
    for count in counts.to_dict("records"):
        yield programme.measure(str(count["measure"])).title, _came(_plain(count))


def _why(reason: str) -> str:
    return MISSING.get(reason, reason)


def _came(count: dict[str, Any]) -> str:
    """Say what a count was, from whom it came and how."""
    if pd.isna(count["actual"]):
        return _why(count["reason"])
    source = SOURCES.get(count["source"], count["source"])
    return f"{number(count['actual'])}, from {source}, {ORIGINS[count['origin']]}"


def receipts(counts: pd.DataFrame) -> list[int]:
    """Give the submissions that some counts came in."""
    return sorted({int(each) for each in counts["submission"].dropna()})
