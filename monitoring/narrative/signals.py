"""How is it said that a month, or a contract among others, is unusual, or that nothing is?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from monitoring.funnel import FEWEST_UNITS, Outside, worse
from monitoring.narrative.words import (
    count_of,
    listed,
    lower_first,
    month,
    number,
    percent,
    quantity,
    rate_of,
    verb,
)
from monitoring.programmes import Better
from monitoring.spc import FIXED_AFTER, TRIAL_UNDER, Assurance, Point

if TYPE_CHECKING:
    import pandas as pd

    from monitoring.programmes import Measure
    from monitoring.spc import Reading

RULES = (
    "A month is unusual when it lies outside the limits, when it is one of seven in a row that "
    "rise or fall, when two of three lie near the same limit, or when seven in a row lie on one "
    "side of the mean. Nothing else makes it so."
)
LIMITS = (
    f"Limits are worked out from the first {FIXED_AFTER} months known and stay until somebody who "
    f"understands a change begins them anew, with a reason. Under {TRIAL_UNDER} months they are "
    "trial limits. Months that are missing or provisional neither move them nor count."
)
CHARTS = (
    "Counts, and rates whose denominators are steady, stand on an XmR chart; other rates on a p "
    "chart (shares of people) or a u chart (events), whose limits widen where numbers are small "
    "and where months differ by more than chance."
)
FUNNEL = (
    "The limits say where 95, or 99.8, in 100 contracts would lie if none truly differed. They "
    "widen where numbers are small, and where contracts together differ by more than chance. A "
    "contract outside them is a question to ask, not an answer, and no place in a league."
)
_MOST_NAMED = 4


YEAR = (
    "Unless months are chosen, the 12 months up to the last that has fallen due, of each contract "
    "those with both counts."
)


def month_finding(told: Reading | None, measure: Measure) -> str:
    """Say whether the latest month that can be judged is unusual, and between what limits."""
    title = measure.title
    if told is None:
        return f"No month of {lower_first(title)} can be judged yet."
    begun = f"{title} in {month(told.month)} {verb(title)} {figure(told.value, measure)}"
    if not told.judged:
        return f"{begun}. Too few months are known to say whether that is unusual."
    between = f"between {span(told, measure)} if nothing changes"
    how = "nothing unusual" if told.point is Point.COMMON else f"{told.point} ({told.signals})"
    said = f"{begun}: {how}. A month lies {between}."
    if told.trial:
        said += f" These are trial limits, from {count_of(told.points, 'month', 'months')}."
    return " ".join(filter(None, [said, target_said(told, measure)]))


def target_said(told: Reading, measure: Measure) -> str:
    """Say whether the target will be met as things are; blank where there is none to hold to."""
    if told.assurance is None:
        return ""
    what = "target" if measure.is_rate else "profile"
    level = f"The {what} of {figure(told.target, measure)}"
    side = "above" if told.target > told.upper else "below"
    if told.assurance is Assurance.VARIES:
        return f"{level} lies between them: some months will meet it and others not."
    meets = "will be met" if told.assurance is Assurance.MEETS else "will not be met"
    return f"{level} lies {side} them: as things are it {meets} in any month."


def figure(value: float, measure: Measure) -> str:
    """Write a figure of a measure: a rate in percent, a count in its unit."""
    return percent(value) if measure.is_rate else quantity(value, measure)


def span(told: Reading, measure: Measure) -> str:
    """Write the limits of a month."""
    write = percent if measure.is_rate else number
    return f"{write(told.lower)} and {write(told.upper)}"


def chart_alt(rows: pd.DataFrame, measure: Measure) -> str:
    """Say what a control chart shows, for people who do not see it."""
    unusual = rows[rows["point"].ne(Point.COMMON)]
    if unusual.empty:
        return f"{measure.title}, month by month: no month is unusual."
    told = [f"{month(row['month'])} {row['point']}" for row in unusual.to_dict("records")]
    more = len(told) - _MOST_NAMED
    named = told[-_MOST_NAMED:] + ([f"{more} earlier"] if more > 0 else [])
    return f"{measure.title}, month by month: {listed(named)}."


def every_contract(readings: list[Reading], measure: Measure) -> str:
    """Say of how many contracts the latest month is unusual."""
    judged = [each for each in readings if each.judged]
    odd = [each for each in judged if each.point is not Point.COMMON]
    of = count_of(len(judged), "contract", "contracts")
    if not judged:
        return f"No contract has months enough of {lower_first(measure.title)} to be judged."
    if not odd:
        return f"{measure.title}: nothing unusual in the latest month of {of}."
    wrong = sum(each.point is Point.CONCERN for each in odd)
    how_many = number(wrong) if wrong else "none"
    worse_too = "" if measure.better is Better.NEITHER else f", {how_many} of them for the worse"
    return f"{measure.title}: the latest month is unusual in {len(odd)} of {of}{worse_too}."


def funnel_finding(
    rows: pd.DataFrame, measure: Measure | None, common: float | None, one: str = ""
) -> str:
    """Say how many contracts lie outside the funnel and, of the contract in mind, where it lies."""
    if measure is None:
        return "This programme has no rate to compare contracts by."
    if common is None:
        return (
            f"Fewer than {FEWEST_UNITS} contracts you may see have "
            f"{lower_first(measure.title)} over at least 10: no comparison is drawn."
        )
    told = [worse(str(signal), measure.better) for signal in rows["signal"]]
    wrong, good = told.count(True), told.count(False)
    known = int(rows["rate"].notna().sum())
    said = (
        f"{measure.title} {verb(measure.title)} {percent(common)} over "
        f"{count_of(known, 'contract', 'contracts')}. "
    )
    if not wrong and not good:
        said += "None differs from the others by more than chance."
    else:
        sides = ("above", "below") if measure.better is Better.LOWER else ("below", "above")
        said += f"{number(wrong)} {_lie(wrong)} {sides[0]} the limits and {number(good)} "
        said += f"{sides[1]}."
    mine = rows[rows["unit"].eq(one)]
    return " ".join([said, *(_mine(row) for row in mine.to_dict("records"))])


def _lie(many: int) -> str:
    return "lies" if many == 1 else "lie"


def _mine(row: dict[Any, Any]) -> str:
    where = str(row["signal"])
    if where == Outside.WITHIN:
        where = "within the limits, no different from the others by more than chance"
    return f"{row['unit']} has {rate_of(row['numerator'], row['denominator'])}: {where}."
