"""Which contracts' rates lie below the level they are held to, beyond what few numbers could do?

Judged over the last months due and not since the contract began, so that a poor year long past is
no news; said only where the whole 95% interval lies on the wrong side, and never under ten.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from monitoring.periods import add_months
from monitoring.programmes import Better
from monitoring.rates import FEWEST, rate, wilson

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from monitoring.programmes import Measure

RECENT = 3  # a default of this product: months a rate is judged over
COLUMNS = [
    "contract",
    "measure",
    "first",
    "last",
    "numerator",
    "denominator",
    "rate",
    "target",
    "standard",
    "short",
]


def nothing() -> pd.DataFrame:
    """Give the frame of ``below`` without a row."""
    return pd.DataFrame(columns=COLUMNS)


def below(
    months: pd.DataFrame,
    measure: Measure,
    last_due: Mapping[str, date],
    standard: float | None = None,
) -> pd.DataFrame:
    """Give the contracts below their target over the last three months due.

    Parameters
    ----------
    months
        What ``targets.against_target`` gave for one rate, one set a contract.
    measure
        The rate; where lower is better the contracts above their target are meant.
    last_due
        The last month each contract could have returned.
    standard
        The level every contract of the programme is held to, where there is one.

    Returns
    -------
    ``contract``, ``measure``, ``first`` and ``last`` (the months judged), ``numerator``,
    ``denominator``, ``rate``, ``target`` (of the last month), ``standard`` (whether that is the
    one of the programme) and ``short``: how many more (fewer, where lower is better) would have
    met it.
    """
    ends = pd.to_datetime(months["contract"].map(last_due))
    first = {name: add_months(day, 1 - RECENT) for name, day in last_due.items()}
    begins = pd.to_datetime(months["contract"].map(first))
    within = months["month"].between(begins, ends)
    recent = months[within & months["counted"] & months["profile"].notna()]
    lines = recent.sort_values("month").groupby("contract")
    sums = lines[["numerator", "denominator"]].sum()
    made = sums.assign(
        measure=measure.code,
        first=lines["month"].min(),
        last=lines["month"].max(),
        rate=rate(sums["numerator"], sums["denominator"]),
        target=lines["profile"].last(),
    )
    made["standard"] = made["target"] == standard
    sign = -1 if measure.better is Better.LOWER else 1
    made["short"] = sign * (made["target"] * made["denominator"] - made["numerator"])
    sure = wilson(made["numerator"], made["denominator"])
    wrong = sure["low"] > made["target"] if sign < 0 else sure["high"] < made["target"]
    found: pd.DataFrame = made[wrong & made["denominator"].ge(FEWEST)].reset_index()[COLUMNS]
    return found
