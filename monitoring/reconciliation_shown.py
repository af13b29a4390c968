"""How do the rows of a comparison stand in the tables of its page?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from monitoring.narrative.reconciliation import class_name
from monitoring.rates import rate
from monitoring.reconciliation import MEANINGS, SETTLED, SIDES, UNEXPLAINED, Difference

if TYPE_CHECKING:
    from monitoring.reconciliation import Side

WHOLE = 100  # percent
DAYS = ("left", "right", "known_since", "referred", "started")
FIRST = (Difference.RIGHT_ONLY, Difference.LEFT_ONLY)
"""The classes that are opened first where there are any."""


def classes(rows: pd.DataFrame, sides: tuple[Side, Side]) -> pd.DataFrame:
    """Give the classes that any key has, the unexplained first and what agrees last."""
    some = rows[rows["count"].gt(0)].reset_index(drop=True)
    order = [*FIRST, *(each for each in Difference if each not in {*FIRST, *SETTLED}), *SETTLED]
    places = {str(each): place for place, each in enumerate(order)}
    share = rate(some["count"], pd.Series(some["count"].sum(), index=some.index)) * WHOLE
    told = some.assign(
        named=[class_name(each, sides) for each in some["class"]],
        meaning=[MEANINGS[Difference(each)] for each in some["class"]],
        share=share,
        _place=some["class"].map(places),
    )
    return told.sort_values("_place", ignore_index=True)


def differing(
    rows: pd.DataFrame, sides: tuple[Side, Side]
) -> tuple[dict[str, int], tuple[str, ...]]:
    """Give the count of each class in which keys differ, by name, and which are unexplained."""
    told = classes(rows, sides)
    told = told[~told["class"].isin(SETTLED)]
    names = dict(zip(told["named"], map(int, told["count"]), strict=True))
    return names, tuple(told.loc[told["class"].isin(UNEXPLAINED), "named"])


def openable(told: pd.DataFrame) -> dict[str, str]:
    """Give the classes whose rows are worth a look, by code: what agrees is not."""
    some = told[~told["class"].isin([Difference.AGREES, Difference.NOT_EXPECTED])]
    return {
        row["class"]: f"{row['named']} ({row['count']:,})" for row in some.to_dict("records")
    }


def opened_first(names: dict[str, str]) -> str:
    """Give the class whose rows are shown unless another is chosen."""
    return next((str(each) for each in FIRST if each in names), next(iter(names)))


def of_class(rows: pd.DataFrame, difference: str) -> pd.DataFrame:
    """Give the keys of a class, the latest first."""
    some = rows[rows["class"].eq(difference)]
    on = some["left"].fillna(some["right"])
    ordered = some.assign(_on=on).sort_values(["_on", "client_ref"], ascending=[False, True])
    return dated(ordered.reset_index(drop=True))


def dated(rows: pd.DataFrame) -> pd.DataFrame:
    """Give a report's rows with its days as days."""
    found = [name for name in DAYS if name in rows]
    return rows.assign(**{name: pd.to_datetime(rows[name]) for name in found})


def trend(rows: pd.DataFrame) -> pd.DataFrame:
    """Give the months of one comparison, the latest first."""
    told = rows.assign(
        rate=rows["match_rate"] * WHOLE, unexplained_share=rows["unexplained_rate"] * WHOLE
    )
    return told.sort_values("month", ascending=False, ignore_index=True)


def timing(rows: pd.DataFrame, basis: str) -> pd.DataFrame:
    """Give the months by one basis, the latest first."""
    return rows[rows["basis"].eq(basis)].sort_values("month", ascending=False, ignore_index=True)


def rates(rows: pd.DataFrame) -> pd.DataFrame:
    """Give each contract and pair of records over all months, the least unexplained last."""
    by = ["prime", "contract", "left", "right"]
    counts = ["matched", "union", "unexplained"]
    found = rows.groupby(by, sort=False)[counts].sum().reset_index()
    titles = {name: side.title for name, side in SIDES.items()}
    left, right = (found[name].map(titles) for name in ("left", "right"))
    told = found.assign(
        records=left + " and " + right, rate=rate(found["matched"], found["union"]) * WHOLE
    )
    return told.sort_values("unexplained", ascending=False, kind="stable", ignore_index=True)
