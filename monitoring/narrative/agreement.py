"""How is it said that the contracts' figures add up to the published series, or cannot?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from monitoring import agreement
from monitoring.narrative.words import count_of, month, number, percent
from monitoring.rates import share

if TYPE_CHECKING:
    import pandas as pd

    from monitoring.programmes import PublishedSeries

WITHIN = f"{agreement.AGREES_WITHIN:.1%}"


def agreement_finding(row: dict[str, Any], title: str, series: PublishedSeries) -> str:
    """Say whether one measure's sums agree with the series.

    Parameters
    ----------
    row
        One row of ``agreement.by_measure``.
    title
        The measure's title.
    series
        The series.
    """
    months, agreeing = int(row["months"]), int(row["months_agreeing"])
    widest = f"the month furthest apart differs by {percent(row['widest'])}"
    if agreeing == months:
        every = "in the one month there is" if months == 1 else f"in all {months} months"
        return f"{title}: the sum agrees with the {series.title} to {WITHIN} {every}; {widest}."
    some = f"in {agreeing} of {count_of(months, 'month', 'months')}"
    if row["agrees"]:
        return (
            f"{title}: the sum agrees with the {series.title} to {WITHIN} over all months together "
            f"and {some}; {widest}."
        )
    side = "below" if row["difference"] < 0 else "above"
    return (
        f"{title}: the sum does not agree with the {series.title} to {WITHIN}; over all months "
        f"it is {percent(abs(row['difference_share']))} {side} it."
    )


def rounding_note(measures: pd.DataFrame, series: PublishedSeries) -> str:
    """Say what of the differences rounding and hiding can account for; blank where all is exact.

    ``measures`` is what ``agreement.by_measure`` gave.
    """
    rounded = f"rounded to {series.rounded_to}" if series.rounded_to > 1 else ""
    hidden = f"left out where under {series.hidden_under}" if series.hidden_under else ""
    how = " and ".join(filter(None, [rounded, hidden]))
    beyond = int((measures["months"] - measures["months_explained"]).sum())
    if not how:
        return ""
    if beyond:
        differences = count_of(beyond, "difference is", "differences are")
        said = f"{differences} larger than that alone can make it"
    else:
        said = "no difference is larger than that alone can make it"
    return f"A contract's own figures are {how}; {said}."


def part_of_all(months: pd.DataFrame, title: str, contracts: int, series: PublishedSeries) -> str:
    """Say to a reader who does not see every contract what their sum is part of."""
    row = agreement.last(months)
    seen = count_of(contracts, "contract", "contracts")
    said = f"You see {seen} of this programme, not all of them"
    if row is None:
        return f"{said}, so their sum cannot be held against the {series.title}."
    return (
        f"{said}: in {month(row['month'])} their {title.lower()} come to "
        f"{number(row['sum'])} of the "
        f"{number(row['published'])} in the {series.title} "
        f"({percent(share(row['sum'], row['published']))}), and whether all contracts add up to it "
        "cannot be told from here."
    )
