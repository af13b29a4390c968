"""Who was referred and is not seen yet: for how long already, and by when are they due?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from monitoring.referrals.weeks import NOT_SAID, weeks_of

if TYPE_CHECKING:
    from datetime import date

WEEK = 7
WEEKS = (1, 2, 4, 8, 13)
"""Weeks that end an age band."""
BANDS = ("Up to 1 week", "1 to 2 weeks", "2 to 4 weeks", "4 to 8 weeks", "8 to 13 weeks",
         "Over 13 weeks")  # fmt: skip


def unseen(
    episodes: pd.DataFrame, seen_on: pd.Series[pd.Timestamp], ended_on: pd.Series[pd.Timestamp]
) -> pd.DataFrame:
    """Give the referrals that wait: no first interview held, and not ended without one.

    A referral followed by another of the same client is no longer waited for.
    """
    again = episodes["client_id"].duplicated(keep="last")
    return episodes[seen_on.isna() & ended_on.isna() & ~again]


def by_age(waiting: pd.DataFrame, today: date) -> pd.DataFrame:
    """Count those who wait by how long they have waited, every band, none left out.

    Parameters
    ----------
    waiting
        What ``unseen`` gave.
    today
        The working date.

    Returns
    -------
    ``waited`` (a band of weeks), ``waiting``, ``oldest_days``; bands in order.

    Notes
    -----
    Source: requirements.md REF-29. A wait of exactly two weeks belongs to the band it ends.
    """
    days = (pd.Timestamp(today) - waiting["referred_on"]).dt.days
    edges = [-1, *(WEEK * weeks for weeks in WEEKS), np.inf]
    band = pd.cut(days, edges, labels=list(BANDS))
    frame = pd.DataFrame({"waited": band, "days": days})
    grouped = frame.groupby("waited", observed=False)["days"]
    return pd.DataFrame(
        {"waited": list(BANDS), "waiting": grouped.size().to_list(), "oldest_days": grouped.max()}
    ).reset_index(drop=True)


def look_ahead(
    waiting: pd.DataFrame, sites: pd.Series[str], limit_days: int, today: date
) -> pd.DataFrame:
    """Count those notified and not seen yet by the week their first interview is due, and by site.

    Parameters
    ----------
    waiting
        What ``unseen`` gave.
    sites
        Where each is to be seen, by the rows of ``waiting``; blank where the provider has not said.
    limit_days
        Days from referral in which the first interview is to be held.
    today
        The working date; whoever is due before it stands in one row without a week.

    Returns
    -------
    ``week`` (its Monday; missing for those past the limit), ``site``, ``referrals``; the past
    first, then by week and site.

    Notes
    -----
    Source: requirements.md REF-05.
    """
    told = waiting["notified_on"].notna() & (waiting["notified_on"] <= pd.Timestamp(today))
    mine = waiting[told]
    due = mine["referred_on"] + pd.Timedelta(days=limit_days)
    frame = pd.DataFrame(
        {
            "week": weeks_of(due).where(due >= pd.Timestamp(today)),
            "site": sites.reindex(mine.index).fillna("").replace("", NOT_SAID),
        }
    )
    counted = frame.groupby(["week", "site"], dropna=False, as_index=False).size()
    return counted.rename(columns={"size": "referrals"}).sort_values(
        ["week", "site"], na_position="first", ignore_index=True
    )
