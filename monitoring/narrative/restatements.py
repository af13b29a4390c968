"""What is said of figures that moved after their month closed, and of months still open?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from monitoring.narrative.profile import SOURCES
from monitoring.narrative.words import count_of, listed, month, number

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    import pandas as pd


def restatements_finding(rows: pd.DataFrame, titles: Mapping[str, str]) -> str:
    """Say how many figures moved after their month closed, and which most; titles by measure."""

    def named(row: pd.Series[Any]) -> str:
        title = titles.get(row["measure"], row["measure"])
        return f"{title} of {month(row['month'])}"

    if rows.empty:
        return "No figure moved after its month closed."
    figures = count_of(len(rows), "figure", "figures")
    known = rows[rows["difference"].notna()]
    said = f"{figures} moved after {'its month' if len(rows) == 1 else 'their months'} closed."
    if known.empty:
        return said
    most = known.sort_values("difference", key=abs).iloc[-1]
    word = "fewer" if most["difference"] < 0 else "more"
    return (
        f"{said} {named(most)} moved most: {number(most['as_closed'])} as closed, "
        f"{number(most['now'])} now, {number(abs(most['difference']))} {word}."
    )


def shown(rows: pd.DataFrame, titles: Mapping[str, str]) -> pd.DataFrame:
    """Give the rows as they are shown: measures and sources in words, what came last first."""
    ordered = rows.sort_values(["when", "month"], ascending=False, ignore_index=True)
    return ordered.assign(
        measure=ordered["measure"].map(dict(titles)),
        source=[SOURCES.get(each, each) for each in ordered["source"]],
    )


def closing_words(months: Sequence[date]) -> str:
    """Say which months have ended and not closed yet."""
    if not months:
        return "Every month that has ended is closed."
    last = len(months) > 1
    return (
        f"{listed([month(one) for one in months])} {'have' if last else 'has'} ended and "
        f"{'are' if last else 'is'} not closed yet."
    )
