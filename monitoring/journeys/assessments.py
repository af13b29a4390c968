"""How long do assessments take from request to the provider, those still open counted as open?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from monitoring.journeys.waiting import quantiles

if TYPE_CHECKING:
    from datetime import date


def waits(assessments: pd.DataFrame, today: date) -> pd.DataFrame:
    """Give a row a kind of assessment: how many, how far, and how long they take.

    Parameters
    ----------
    assessments
        The frame of that name.
    today
        The working date.

    Returns
    -------
    ``kind``, ``requested``, ``completed``, ``received`` (by the provider), ``open`` (not received),
    ``completed_not_received``, ``oldest_open_days``, and ``median_days`` and ``p90_days`` from
    request to the provider, with those still open counted as open.

    Notes
    -----
    Source: requirements.md REF-14, M16.
    """
    rows = assessments[assessments["requested_on"] <= pd.Timestamp(today)]
    return pd.DataFrame(
        [_of_kind(str(kind), part, pd.Timestamp(today)) for kind, part in rows.groupby("kind")]
    )


def _of_kind(kind: str, rows: pd.DataFrame, today: pd.Timestamp) -> dict[str, object]:
    got = rows["received_on"].notna()
    days = (rows["received_on"].fillna(today) - rows["requested_on"]).dt.days
    median, ninetieth = quantiles(days, got)
    return {
        "kind": kind,
        "requested": len(rows),
        "completed": int(rows["completed_on"].notna().sum()),
        "received": int(got.sum()),
        "open": int((~got).sum()),
        "completed_not_received": int((rows["completed_on"].notna() & ~got).sum()),
        "oldest_open_days": days[~got].max(),
        "median_days": median,
        "p90_days": ninetieth,
    }
