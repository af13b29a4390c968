"""Which referral does an event belong to, and on which day did each step come?

A client may be referred several times. An event belongs to the last referral on or before its day,
so that nothing counts twice and nothing before a referral counts for it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from monitoring.journeys.frames import CLIENT, EPISODES
from monitoring.periods import months_at, ordinals

if TYPE_CHECKING:
    from datetime import date

GROUP, ATTENDED = "group", "attended"


def episodes(referrals: pd.DataFrame, starts: pd.DataFrame, today: date) -> pd.DataFrame:
    """Give one row a referral: the Jobcentre's own record, else what the provider received.

    Parameters
    ----------
    referrals, starts
        The frames of those names (``frames.ROWS``). Referrals are the spine wherever the contract
        has any: a start without one is for reconciliation to find and is no referral here.
    today
        The working date; what is dated after it is left out.

    Returns
    -------
    The frame EPISODES, by client and day.
    """
    spine = referrals if len(referrals) else starts.assign(benefit="", office="", notified_on=None)
    spine = spine[spine["referred_on"] <= pd.Timestamp(today)]
    spine = spine.drop_duplicates([CLIENT, "referred_on"])
    spine = spine.sort_values([CLIENT, "referred_on"], ignore_index=True)
    return EPISODES.check(
        spine.assign(episode=range(len(spine)), month=months_at(ordinals(spine["referred_on"])))
    )


def belonging(known: pd.DataFrame, events: pd.DataFrame, on: str) -> pd.DataFrame:
    """Give the events that belong to a referral, each with its ``episode`` and ``referred_on``.

    What an event says itself of the referral is not followed: the sources date it differently.

    Parameters
    ----------
    known
        The frame EPISODES.
    events
        Rows with ``client_id`` and the day they fell on.
    on
        The column of the day; rows without one are left out.
    """
    dated = events[events[on].notna()].assign(_on=events[on]).sort_values("_on", kind="stable")
    dated = dated.rename(columns={"referred_on": "own_referred_on"})
    spine = known[["episode", CLIENT, "referred_on"]].sort_values("referred_on", kind="stable")
    found = pd.merge_asof(dated, spine, left_on="_on", right_on="referred_on", by=CLIENT)
    found = found[found["episode"].notna()]
    return found.assign(episode=found["episode"].astype("int64")).reset_index(drop=True)


def first_day(known: pd.DataFrame, events: pd.DataFrame, on: str) -> pd.Series[Any]:
    """Give the first day of a kind of event in each referral, by the rows of ``known``."""
    days = belonging(known, events, on).groupby("episode")["_on"].min()
    return days.reindex(known["episode"]).set_axis(known.index)


def interviews_held(appointments: pd.DataFrame) -> pd.DataFrame:
    """Give the interviews that count: attended, numbered, and not in a group.

    Notes
    -----
    Source: requirements.md REF-31: group interviews are not permitted and stay out of the
    contractual count.
    """
    held = (appointments["result"] == ATTENDED) & (appointments["wfi_no"] >= 1)
    return appointments[held & (appointments["mode"] != GROUP)]


def first_interviews(known: pd.DataFrame, appointments: pd.DataFrame) -> pd.Series[Any]:
    """Give the day of each referral's first interview held, missing while there was none."""
    held = interviews_held(appointments)
    return first_day(known, held[held["wfi_no"] == 1], "scheduled_on")
