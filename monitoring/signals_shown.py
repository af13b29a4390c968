"""How do control charts and funnels stand as tables on their pages?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from monitoring import spc
from monitoring.funnel import Outside
from monitoring.narrative.signals import figure, span
from monitoring.narrative.words import month, number, percent, rate_of
from monitoring.spc import Point

if TYPE_CHECKING:
    from collections.abc import Mapping

    from monitoring.programmes import Measure
    from monitoring.spc import Reading

_ORDER = {Point.CONCERN: 0, Point.HIGH: 1, Point.LOW: 1, Point.IMPROVEMENT: 2, Point.COMMON: 3}
_IN_A_HUNDRED = 100


def months(rows: pd.DataFrame, measure: Measure) -> pd.DataFrame:
    """Give one contract's months as a table, the latest first, in words."""
    told = rows[rows["value"].notna()].sort_values("month", ascending=False)
    write = percent if measure.is_rate else number
    return pd.DataFrame(
        {
            "month": told["month"],
            "value": [_value(row, measure) for row in told.to_dict("records")],
            "between": [
                "" if pd.isna(row["upper"]) else f"{write(row['lower'])} to {write(row['upper'])}"
                for row in told.to_dict("records")
            ],
            "target": ["" if pd.isna(one) else write(one) for one in told["target"]],
            "point": [str(one).capitalize() for one in told["point"]],
            "why": [str(one).capitalize() for one in told["signals"]],
            "to_know": [_to_know(row) for row in told.to_dict("records")],
        }
    ).reset_index(drop=True)


def _value(row: dict[Any, Any], measure: Measure) -> str:
    counted = measure.is_rate
    return rate_of(row["numerator"], row["denominator"]) if counted else number(row["value"])


def _to_know(row: dict[Any, Any]) -> str:
    said = ["provisional"] if row["provisional"] else []
    if row["rebased_for"]:
        said.append(f"limits begin anew: {row['rebased_for']}")
    return "; ".join(said).capitalize()


def readings(rows: pd.DataFrame, measure: Measure) -> list[Reading]:
    """Give the reading of every contract, what is unusual first and what is worse before that."""
    found = [
        spc.reading(own.reset_index(drop=True), measure.better)
        for _, own in rows.groupby("contract", sort=False)
    ]
    known = [each for each in found if each is not None]
    return sorted(known, key=lambda each: (not each.judged, _ORDER[each.point], each.contract))


def contracts(
    told: list[Reading], names: Mapping[str, str], measure: Measure
) -> pd.DataFrame:
    """Give a row a contract: its latest month, its limits, and what that comes to."""
    return pd.DataFrame(
        {
            "contract": [each.contract for each in told],
            "name": [names[each.contract] for each in told],
            "point": [
                str(each.point).capitalize() if each.judged else "Too few months" for each in told
            ],
            "month": [month(each.month) for each in told],
            "value": [figure(each.value, measure) for each in told],
            "between": [span(each, measure) if each.judged else "" for each in told],
            "why": [each.signals.capitalize() for each in told],
            "target": [(each.assurance or "").capitalize() for each in told],
        }
    )


def units(rows: pd.DataFrame) -> pd.DataFrame:
    """Give the units of a funnel as a table, those outside it first, then by name: no ranking."""
    within = rows["signal"].isin([Outside.WITHIN, Outside.FEW])
    told = rows.assign(within=within).sort_values(["within", "district", "unit"])
    each = told.to_dict("records")
    return pd.DataFrame(
        {
            "unit": told["unit"],
            "district": told["district"],
            "prime": told["prime"],
            "signal": [str(row["signal"]).capitalize() for row in each],
            "rate": _IN_A_HUNDRED * told["rate"],
            "counts": [f"{number(row['numerator'])} of {number(row['denominator'])}"
                       for row in each],
            "between": [
                "" if pd.isna(row["upper_95"])
                else f"{percent(row['lower_95'])} to {percent(row['upper_95'])}" for row in each
            ],
            "months": told["months"],
            "to_know": ["Provisional months" if row["provisional"] else "" for row in each],
        }
    ).reset_index(drop=True)  # fmt: skip
