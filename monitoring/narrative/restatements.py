"""What is said of figures that moved after their month closed, and of months still open?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from monitoring.narrative.words import count_of, listed, month, number

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    import pandas as pd


def restatements_finding(rows: pd.DataFrame) -> str:
    """Say how many figures moved after their month closed, and which most."""
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
        f"{said} {month(most['month'])} moved most: {number(most['as_closed'])} as closed, "
        f"{number(most['now'])} now, {number(abs(most['difference']))} {word}."
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
