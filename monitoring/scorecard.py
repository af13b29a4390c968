"""How is a contract of the portfolio told in eight columns, and in the rest on request?

The cells are words and figures as people read them; the report ``portfolio`` holds the numbers.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import pandas as pd

from monitoring.narrative.contracts import contract_name
from monitoring.narrative.words import month, number, percent
from monitoring.vocabulary import Direction, Freshness

if TYPE_CHECKING:
    from collections.abc import Callable

    from monitoring.programmes import Measure

_STATES = {
    Freshness.CURRENT: "Up to date",
    Freshness.LATE: "Late",
    Freshness.MISSING: "Missing",
    Freshness.HELD: "Rows held",
}
_DIRECTIONS = {
    Direction.RISING: "\N{UPWARDS ARROW} rising",
    Direction.LEVEL: "\N{RIGHTWARDS ARROW} level",
    Direction.FALLING: "\N{DOWNWARDS ARROW} falling",
    Direction.UNKNOWN: "not known",
}
FIRST = ("name", "data", "month", "to_date", "share", "behind", "history", "since_review")
MORE = {
    "standing": "Standing",
    "direction": "Direction",
    "prime": "Prime provider",
    "district": "District",
    "set": "Profile set",
    "months_missing": "Months missing",
    "source": "Source",
    "origin": "Origin",
}


def table(rows: pd.DataFrame, measure: Measure) -> pd.DataFrame:
    """Give an overview's rows as they are shown, the furthest behind first.

    Parameters
    ----------
    rows
        What ``portfolio.overview`` (or ``overview_of_rates``) gave, of one measure.
    measure
        The measure.

    Returns
    -------
    ``contract``, the columns of ``FIRST`` (``share`` in percent) and of ``MORE``.
    """
    named = told_apart(rows)
    by = ["behind", "district", "contract"]
    ordered = named.sort_values(by, ascending=[False, True, True], na_position="last")
    told = [_row(_plain(row), measure) for row in ordered.to_dict("records")]
    return pd.DataFrame(told, columns=["contract", *FIRST, *MORE])


def without_target(rows: pd.DataFrame) -> bool:
    """Say whether no contract has anything to set the measure against."""
    return bool(rows["profile"].isna().all())


def told_apart(rows: pd.DataFrame) -> pd.DataFrame:
    """Give rows whose district names one contract: the provider's name where several share it."""
    shared = rows["district"].duplicated(keep=False)
    return rows.assign(district=rows["district"].where(~shared, rows["prime"]))


def by_provider(rows: pd.DataFrame) -> pd.DataFrame:
    """Give a roll-up's rows as they are shown, the furthest behind first."""
    ordered = rows.sort_values(["behind", "prime"], ascending=[False, True], na_position="last")
    told = [
        {
            "prime": row["prime"],
            "contracts": row["contracts"],
            "counted": row["contracts_counted"],
            "to_date": _of(row["actual"], row["profile"], number),
            "share": 100 * row["share_of_profile"],
            "behind": _rounded(row["behind"]),
        }
        for row in ordered.to_dict("records")
    ]
    columns = ["prime", "contracts", "counted", "to_date", "share", "behind"]
    return pd.DataFrame(told, columns=columns)


def behind_label(measure: Measure) -> str:
    """Name the column that says how far behind, with its unit."""
    return f"Behind ({measure.unit})"


def _plain(row: dict[Any, Any]) -> dict[str, Any]:
    return {str(name): value for name, value in row.items()}


def _row(row: dict[str, Any], measure: Measure) -> dict[str, Any]:
    write = percent if measure.is_rate else number
    to = "" if pd.isna(row["months_to"]) else f" to {month(row['months_to'])}"
    open_still = " (provisional)" if row["provisional"] else ""
    return {
        "contract": row["contract"],
        "name": contract_name(row),
        "data": _state(row),
        "month": f"{_of(row['month_actual'], row['month_profile'], write)}{open_still}",
        "to_date": f"{_of(row['actual'], row['profile'], write)}{to}",
        "share": 100 * row["share_of_profile"],
        "behind": _rounded(row["behind"]),
        "history": _unbroken(row["history"]),
        "since_review": _since(row["behind_since_review"]),
        "standing": str(row["standing"]).capitalize(),
        "direction": _DIRECTIONS[Direction(row["direction"])],
        **{name: row[name] for name in ("prime", "district", "set", "months_missing")},
        **{name: _text(row.get(name)) for name in ("source", "origin")},
    }


def _state(row: dict[str, Any]) -> str:
    if pd.isna(row["months_to"]):
        return "Nothing returned"
    return _STATES[Freshness(row["freshness"])]


def _of(actual: float, profile: float, write: Callable[[float], str]) -> str:
    if math.isnan(actual):
        return "no return"
    return write(actual) if math.isnan(profile) else f"{write(actual)} of {write(profile)}"


def _unbroken(history: list[float | None]) -> list[float]:
    """Give the months since the last gap: a small line cannot show one, and must not hide it."""
    since = max((place + 1 for place, value in enumerate(history) if value is None), default=0)
    return [value for value in history[since:] if value is not None]


def _since(behind: float) -> str:
    return "no review yet" if math.isnan(behind) else number(round(behind))


def _rounded(value: float) -> float:
    return value if math.isnan(value) else float(round(value))


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
