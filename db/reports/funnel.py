"""Which contracts differ from the others by more than chance? The report behind that page."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from db.queries.figures import Level
from db.reports import profile
from db.reports.ground import Ground, grounds
from db.reports.view import Report, View
from monitoring import funnel, targets
from monitoring.periods import By, add_months
from monitoring.programmes import Better

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

    from monitoring.programmes import Measure, Programme

NAME = "funnel"
MONTHS = 12
"""Unless months are chosen, those up to the last due: a default of this product."""

DEFINITIONS = {
    "unit": "the contract's reference",
    "prime": "the prime provider that holds it",
    "district": "where it delivers",
    "measure": "the rate",
    "numerator": "how many of the denominator, over the months in view",
    "denominator": "out of how many",
    "rate": "the one over the other; null under 10 in the denominator",
    "lower_95": "the lower limit that 95 in 100 units like the others would keep; null with fewer "
    "than five units",
    "upper_95": "the upper one",
    "lower_998": "the lower limit that 998 in 1,000 would keep",
    "upper_998": "the upper one",
    "signal": "within the limits, high or low (outside 95%), very high or very low (outside "
    "99.8%), or too few to tell",
    "months": "months with both counts, of those in view",
    "provisional": "whether any of those months is provisional",
}
WHOLE = ("numerator", "denominator", "months")
COUNTED = {"numerator": "sum", "denominator": "sum", "months": "size", "provisional": "any"}


def report(session: Session, view: View, now: datetime) -> Report:
    """Give the rate of every contract in view with the limits of a funnel, a row a contract."""
    found = [_compared(session, ground, view) for ground in grounds(session, view, now)]
    rows = pd.concat(found, ignore_index=True) if found else pd.DataFrame(columns=[*DEFINITIONS])
    said = {str(name): one for name, one in found[0].attrs.items()} if len(found) == 1 else {}
    return Report(
        NAME,
        view.parameters() | {"by": str(By.TOTAL)} | said,
        view.as_at or now,
        DEFINITIONS,
        rows.reindex(columns=list(DEFINITIONS)),
        whole=WHOLE,
        months=rows,
    )


def rate_in_view(of: Programme, view: View) -> Measure | None:
    """Give the rate compared: the one asked for, else the programme's first; None without one."""
    asked = of.by_code.get(view.measure or "")
    if asked is not None and asked.is_rate:
        return asked
    return next((each for each in of.measures if each.is_rate and comparable(each)), None)


def comparable(measure: Measure) -> bool:
    """Say whether a measure is a rate of which one side is better, so that contracts compare."""
    return measure.is_rate and measure.better is not Better.NEITHER


def _compared(session: Session, ground: Ground, view: View) -> pd.DataFrame:
    """Give the rows of one programme's contracts."""
    measure = rate_in_view(ground.programme, view)
    if measure is None:
        return pd.DataFrame(columns=[*DEFINITIONS])
    level = Level(view.category, view.arrangement)
    cells = profile.chosen_actuals(session, ground, view, level, measure.counts)
    counts = targets.counts_of(cells, measure)
    counts = counts.assign(provisional=ground.provisional(counts))
    within = _in_view(ground, view, counts)
    units = within.assign(months=1).groupby("contract").agg(COUNTED)
    units = units.reset_index(names="unit")
    made = funnel.funnel(units)
    names = {each.reference: each for each in ground.contracts}
    rows = made.units.assign(
        prime=[names[unit].prime for unit in made.units["unit"]],
        district=[names[unit].district for unit in made.units["unit"]],
        measure=measure.code,
        months=units["months"],
        provisional=units["provisional"],
    )
    rows.attrs.update(
        measure=measure.code,
        common_rate=made.rate if made.drawn else None,
        dispersion=made.spread if made.drawn else None,
    )
    return rows


def _in_view(ground: Ground, view: View, counts: pd.DataFrame) -> pd.DataFrame:
    """Keep the months asked for, else the year up to each contract's last due; known ones only."""
    last = pd.to_datetime(counts["contract"].map(ground.last_due))
    if view.first is None and view.last is None:
        firsts = {name: add_months(day, 1 - MONTHS) for name, day in ground.last_due.items()}
        kept = counts["month"].between(pd.to_datetime(counts["contract"].map(firsts)), last)
        counts = counts[kept]
    known = profile.within(counts, view)
    return known[known["numerator"].notna() & known["denominator"].notna()]
