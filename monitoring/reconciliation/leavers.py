"""Which clients does the provider still carry whom the benefit centre has told to have left?

Source: requirements.md REC-11; 003 §3.3.3 L652, notifications that were missed.
"""

from __future__ import annotations

import pandas as pd

from monitoring.frames import CODE, DATE, NUMBER, WHOLE, FrameContract

ENDED = ("left", "completed")
"""What the provider's record calls a client who is on its caseload no more."""

STATES = FrameContract(
    "states", {"client_id": WHOLE, "on": DATE, "started_on": DATE, "state": CODE}, (), {"state": ""}
)
"""The provider's starts, with where it says each client stands."""

CARRIED = FrameContract(
    "carried",
    {
        "client_id": WHOLE,
        "left_on": DATE,
        "reason": CODE,
        "referred_on": DATE,
        "started_on": DATE,
        "days_since": NUMBER,
    },
    ("client_id", "left_on"),
)


def still_carried(
    told: pd.DataFrame, starts: pd.DataFrame, exits: pd.DataFrame, today: pd.Timestamp
) -> pd.DataFrame:
    """Give the leavers the benefit centre told of whom the provider still carries: CARRIED.

    Parameters
    ----------
    told, exits
        The leavers of the benefit centre and of the provider, as frames SIDE.
    starts
        The frame STATES.
    today
        The day up to which days are counted.

    Returns
    -------
    The longest carried first. A leaver counts for the last start before it; one whom the provider
    too has seen leave after that start is carried no more.
    """
    starts = STATES.check(starts)
    begun = starts[starts["started_on"].notna()].rename(columns={"on": "referred_on"})
    begun = begun[["client_id", "referred_on", "started_on", "state"]].sort_values("started_on")
    gone = told[["client_id", "on", "status"]].sort_values("on")
    both = pd.merge_asof(
        gone, begun, left_on="on", right_on="started_on", by="client_id"
    ).dropna(subset="started_on")  # fmt: skip
    last = exits.groupby("client_id")["on"].max()
    seen = last.reindex(both["client_id"]).to_numpy() >= both["started_on"].to_numpy()
    carried = both[~both["state"].isin(ENDED) & ~seen]
    carried = carried.assign(days_since=(today - carried["on"]).dt.days)
    named = {"on": "left_on", "status": "reason"}
    found = carried.rename(columns=named).drop_duplicates(["client_id", "left_on"])
    return CARRIED.check(found.sort_values(["left_on", "client_id"], ignore_index=True))
