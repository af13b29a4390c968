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
    """Say whether one measure's sums agree with the series, and what keeps them apart.

    Parameters
    ----------
    row
        One row of ``agreement.by_measure``.
    title
        The measure's title.
    series
        The series, and how the contracts' own figures were published.
    """
    return f"{_verdict(row, title, series)} {_reason(row, series)}".strip()


def _verdict(row: dict[str, Any], title: str, series: PublishedSeries) -> str:
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


def _reason(row: dict[str, Any], series: PublishedSeries) -> str:
    """Say what rounding and hiding can account for."""
    beyond = int(row["months"] - row["months_explained"])
    how = _published_how(series)
    if not how:
        return ""
    if beyond:
        return (
            f"{how}; in {count_of(beyond, 'month', 'months')} the difference is larger than that "
            "alone can make it."
        )
    return f"{how}; no difference is larger than that alone can make it."


def _published_how(series: PublishedSeries) -> str:
    rounded = f"rounded to {series.rounded_to}" if series.rounded_to > 1 else ""
    hidden = f"left out where under {series.hidden_under}" if series.hidden_under else ""
    both = " and ".join(filter(None, [rounded, hidden]))
    return f"A contract's own figures are {both}" if both else ""


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
