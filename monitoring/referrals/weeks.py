"""How many are referred in each week, by which office, for which benefit?"""

from __future__ import annotations

import pandas as pd

NOT_SAID = "not said"
TOLD_APART = ("office", "client_category", "benefit")


def weeks_of(days: pd.Series[pd.Timestamp]) -> pd.Series[pd.Timestamp]:
    """Give the Monday of the week each day falls in."""
    return days - pd.to_timedelta(days.dt.day_of_week, unit="D")


def told_apart(episodes: pd.DataFrame) -> pd.DataFrame:
    """Count referrals by week, month, office, category and benefit.

    A week that lies in two months has a row for each, so that both weeks and months add up.

    Parameters
    ----------
    episodes
        The frame EPISODES.

    Notes
    -----
    Source: requirements.md REF-01, REF-16.
    """
    named = episodes.assign(
        week=weeks_of(episodes["referred_on"]),
        office=episodes["office"].replace("", NOT_SAID),
        benefit=episodes["benefit"].replace("", NOT_SAID),
    )
    return (
        named.groupby(["week", "month", *TOLD_APART], as_index=False)
        .size()
        .rename(columns={"size": "referrals"})
    )


def summed(rows: pd.DataFrame, span: str, by: str) -> pd.DataFrame:
    """Give a row a week or month, a column for each office, category or benefit, and their sum.

    Parameters
    ----------
    rows
        What ``told_apart`` gave.
    span
        ``week`` or ``month``.
    by
        Which of ``TOLD_APART`` has a column each.
    """
    wide = rows.pivot_table(
        index=span, columns=by, values="referrals", aggfunc="sum", fill_value=0
    )
    wide.columns.name = None
    return wide.assign(all=wide.sum(axis="columns")).reset_index()


def by_office(rows: pd.DataFrame) -> pd.DataFrame:
    """Give a row an office: its referrals, and of these mandatory and voluntary; most first."""
    wide = summed(rows, "office", "client_category")
    return wide.sort_values("all", ascending=False, kind="stable", ignore_index=True)
