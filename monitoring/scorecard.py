"""How is a contract of the portfolio told in eight columns, and in the rest on request?

The cells are words and figures as people read them; the report ``portfolio`` holds the numbers.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import pandas as pd

from monitoring.certification import NOT_YET
from monitoring.charts import small_line
from monitoring.narrative.contracts import contract_name, standing_words
from monitoring.narrative.words import count_of, month, month_short, number, percent, rate_of
from monitoring.portfolio import told_apart
from monitoring.rates import FEWEST
from monitoring.vocabulary import Direction, Freshness, Standing

if TYPE_CHECKING:
    from monitoring.programmes import Measure

_STATES = {
    Freshness.CURRENT: "Up to date",
    Freshness.LATE: "Late",
    Freshness.MISSING: "Missing",
    Freshness.HELD: "Rows held",
}
NOTHING_RETURNED = "Nothing returned"
LONGEST = 26  # characters of a district or provider that a column of names holds
_ELLIPSIS = "\N{HORIZONTAL ELLIPSIS}"
_DIRECTIONS = {
    Direction.RISING: "\N{UPWARDS ARROW} rising",
    Direction.LEVEL: "\N{RIGHTWARDS ARROW} level",
    Direction.FALLING: "\N{DOWNWARDS ARROW} falling",
    Direction.UNKNOWN: "not known",
}
FIRST = ("name", "data", "month", "to_date", "share", "behind", "history", "since_review")
OF_A_RATE = ("name", "data", "month", "to_date", "target", "behind", "interval", "history")
WITHOUT_TARGET = ("name", "data", "month", "to_date", "direction", "history")
RATE_WITHOUT_TARGET = ("name", "data", "month", "to_date", "interval", "direction", "history")
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
    ``contract``, the columns of ``first_columns`` (``share`` in percent, ``history`` a picture) and
    of ``MORE``.
    """
    named, usual = told_apart(rows), _usual(rows)
    by = ["behind", "district", "contract"]
    ordered = named.sort_values(by, ascending=[False, True, True], na_position="last")
    told = [_row(_plain(row), measure, usual) for row in ordered.to_dict("records")]
    columns = dict.fromkeys([*(OF_A_RATE if measure.is_rate else FIRST), *MORE])
    return pd.DataFrame(told, columns=["contract", *columns])


def to_date_label(rows: pd.DataFrame) -> str:
    """Name the column of figures to date by the month most contracts have returned to.

    A contract that ends elsewhere says so in its own row.
    """
    usual = _usual(rows)
    return "To date" if usual is None else f"To {month(usual)}"


def _usual(rows: pd.DataFrame) -> pd.Timestamp | None:
    """Give the last month most contracts have returned, the latest of several."""
    counts = rows["months_to"].dropna().value_counts()
    return max(counts[counts == counts.max()].index) if len(counts) else None


def first_columns(rows: pd.DataFrame, measure: Measure) -> tuple[str, ...]:
    """Give the columns shown unasked: of a rate its counts and interval, and a target if any."""
    if without_target(rows):
        return RATE_WITHOUT_TARGET if measure.is_rate else WITHOUT_TARGET
    return OF_A_RATE if measure.is_rate else FIRST


def without_target(rows: pd.DataFrame) -> bool:
    """Say whether no contract has anything to set the measure against."""
    return bool(rows["profile"].isna().all())


def order(rows: pd.DataFrame) -> str:
    """Say in which order the contracts stand."""
    if without_target(rows):
        return "By name: there is nothing to set this measure against."
    return "The contract furthest behind comes first."


PROVIDERS = ("name", "contracts", "counted", "to_date", "share", "behind")
PROVIDERS_OF_A_RATE = (
    "name",
    "contracts",
    "counted",
    "to_date",
    "interval",
    "target",
    "behind",
)


def by_provider(rows: pd.DataFrame, measure: Measure) -> pd.DataFrame:
    """Give a roll-up's rows as they are shown, the furthest behind first.

    ``name`` is what a column has room for, no two alike; ``prime`` the whole.
    """
    ordered = rows.sort_values(["behind", "prime"], ascending=[False, True], na_position="last")
    told = [_provider(_plain(row), measure) for row in ordered.to_dict("records")]
    columns = PROVIDERS_OF_A_RATE if measure.is_rate else PROVIDERS
    made = pd.DataFrame(told, columns=["prime", *columns[1:]])
    short = made["prime"].map(_cut)
    made.insert(0, "name", short.mask(short.duplicated(keep=False), made["prime"]))
    return made


def _provider(row: dict[str, Any], measure: Measure) -> dict[str, Any]:
    known = {
        "prime": row["prime"],
        "contracts": row["contracts"],
        "counted": row["contracts_counted"],
        "behind": _rounded(row["behind"]),
    }
    if measure.is_rate:
        return known | {
            "to_date": _rated(row["numerator"], row["denominator"]),
            "interval": _interval(row),
            "target": _target(row),
        }
    to_date = _of(row["actual"], row["profile"])
    return known | {"to_date": to_date, "share": 100 * row["share_of_profile"]}


def behind_label(measure: Measure) -> str:
    """Name the column that says how far behind, with its unit."""
    return f"Behind ({measure.unit})"


def _plain(row: dict[Any, Any]) -> dict[str, Any]:
    return {str(name): value for name, value in row.items()}


def _row(row: dict[str, Any], measure: Measure, usual: pd.Timestamp | None) -> dict[str, Any]:
    said = pd.isna(row["months_to"]) or row["months_to"] == usual
    to = "" if said else f" to {month_short(row['months_to'])}"
    open_still = " (provisional)" if row["provisional"] else ""
    return {
        "contract": row["contract"],
        "name": _name(row),
        "data": _state(row),
        **(_rate_figures if measure.is_rate else _figures)(row, to, open_still),
        "behind": _rounded(row["behind"]),
        "history": small_line(row["history"]),
        "standing": standing_words(Standing(row["standing"]), measure).capitalize(),
        "direction": _DIRECTIONS[Direction(row["direction"])],
        **{name: row[name] for name in ("prime", "district", "set", "months_missing")},
        **{name: _text(row.get(name)) for name in ("source", "origin")},
    }


def _name(row: dict[str, Any]) -> str:
    """Name a contract, its district or provider cut to what a column holds; its reference whole."""
    return contract_name(row | {"district": _cut(str(row["district"]))})


def _cut(name: str) -> str:
    """Cut a name to what a column holds."""
    return name if len(name) <= LONGEST else f"{name[: LONGEST - 1].rstrip()}{_ELLIPSIS}"


def _figures(row: dict[str, Any], to: str, open_still: str) -> dict[str, Any]:
    """Give a count's own columns: of its profile."""
    return {
        "month": f"{_of(row['month_actual'], row['month_profile'])}{open_still}",
        "to_date": f"{_of(row['actual'], row['profile'])}{to}",
        "share": 100 * row["share_of_profile"],
        "since_review": _since(row["behind_since_review"]),
    }


def _rate_figures(row: dict[str, Any], to: str, open_still: str) -> dict[str, Any]:
    """Give a rate's own columns: with its counts, and never as a part of its target."""
    return {
        "month": f"{_rated(row['month_numerator'], row['month_denominator'])}{open_still}",
        "to_date": f"{_rated(row['numerator'], row['denominator'])}{to}",
        "interval": _interval(row),
        "target": _target(row),
    }


def _rated(numerator: float, denominator: float) -> str:
    return "no return" if math.isnan(denominator) else rate_of(numerator, denominator)


def _interval(row: dict[str, Any]) -> str:
    """Say how sure a rate's counts make it; nothing where they are too few for a rate."""
    if math.isnan(row["low"]) or row["denominator"] < FEWEST:
        return ""
    return f"{percent(row['low'])} to {percent(row['high'])}"


def _target(row: dict[str, Any]) -> str:
    return "" if math.isnan(row["profile"]) else percent(row["profile"])


def _state(row: dict[str, Any]) -> str:
    """Say what state the returns are in; of a contract that has ended, since when."""
    nothing = pd.isna(row["months_to"])
    waits = NOT_YET if row.get("certified") is False else ""
    if pd.isna(row["ended"]):
        stands = NOTHING_RETURNED if nothing else _STATES[Freshness(row["freshness"])]
        return ", ".join(filter(None, [stands, waits]))
    ended = f"Ended {month_short(row['ended'])}"
    return ", ".join(filter(None, [ended, _still_missing(row, nothing), waits]))


def _still_missing(row: dict[str, Any], nothing: bool) -> str:  # noqa: FBT001 - one fact of the row
    if nothing:
        return NOTHING_RETURNED.lower()
    if row["returns_owed"]:
        return f"{count_of(int(row['returns_owed']), 'return', 'returns')} missing"
    return "rows held" if row["freshness"] == Freshness.HELD else ""


def _of(actual: float, profile: float) -> str:
    if math.isnan(actual):
        return "no return"
    return number(actual) if math.isnan(profile) else f"{number(actual)} of {number(profile)}"


def _since(behind: float) -> str:
    return "no review" if math.isnan(behind) else number(round(behind))


def _rounded(value: float) -> float:
    return value if math.isnan(value) else float(round(value))


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
