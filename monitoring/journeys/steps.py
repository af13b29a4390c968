"""How far did a cohort of referrals come, from referral to a job that lasts?

Every count is of the same referrals, so no month's starts stand over another month's referrals.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from monitoring.journeys.episodes import first_day, interviews_held
from monitoring.rates import rate, wilson
from monitoring.vocabulary import Source

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    Rows = Callable[[str], pd.DataFrame]

JOB, SUSTAINED = "job_outcomes", "sustained_job_outcomes"
INTERVIEWS = 5
REFERRED, RECEIVED, PROVISION = "referred", "received", "provision"
STARTED_JOB, CLAIMED, PAID, LASTED = "job_started", "claimed", "paid", "sustained"
WFI = tuple(f"wfi_{number}" for number in range(1, INTERVIEWS + 1))
STEPS = (REFERRED, RECEIVED, *WFI, PROVISION, STARTED_JOB, CLAIMED, PAID, LASTED)


FROM: Mapping[str, str] = {
    RECEIVED: REFERRED,
    "wfi_1": RECEIVED,
    "wfi_2": "wfi_1",
    "wfi_3": "wfi_2",
    "wfi_4": "wfi_3",
    "wfi_5": "wfi_4",
    PROVISION: "wfi_1",
    STARTED_JOB: "wfi_1",
    CLAIMED: STARTED_JOB,
    PAID: CLAIMED,
    LASTED: PAID,
}
"""The step each is reached from: a job or a service may begin after any interview."""


def days(episodes: pd.DataFrame, rows: Rows) -> pd.DataFrame:
    """Give the first day of each step in each referral, missing where it did not come.

    Parameters
    ----------
    episodes
        The frame EPISODES.
    rows
        Gives the rows of a dataset (``frames.ROWS``) by its name.

    Notes
    -----
    Source: requirements.md REF-02. Paid and sustained are the payment office's record where there
    is any, else the provider's; sources are never added.
    """
    starts, held = rows("starts"), interviews_held(rows("appointments"))
    came = starts.assign(day=starts["received_on"].fillna(starts["referred_on"]))
    claims = rows("claims")
    told = claims[claims["source"] == Source.PROVIDER_MI.value]
    paid = claims[claims["source"] == Source.PAYMENTS.value]
    paid = paid if len(paid) else told
    first: dict[str, pd.Series[Any]] = {
        REFERRED: episodes["referred_on"],
        RECEIVED: first_day(episodes, came, "day"),
        PROVISION: first_day(episodes, rows("provision"), "attended_on"),
        STARTED_JOB: first_day(episodes, rows("employment"), "job_started_on"),
        CLAIMED: first_day(episodes, told[told["outcome"] == JOB], "claimed_on"),
        PAID: first_day(episodes, paid[paid["outcome"] == JOB], "paid_on"),
        LASTED: first_day(episodes, paid[paid["outcome"] == SUSTAINED], "paid_on"),
    }
    for number, name in enumerate(WFI, 1):
        first[name] = first_day(episodes, held[held["wfi_no"] == number], "scheduled_on")
    return pd.DataFrame({name: first[name] for name in STEPS}, index=episodes.index)


def funnel(reached: pd.DataFrame) -> pd.DataFrame:
    """Count how many of a cohort came to each step, of all referred and of the step before.

    Parameters
    ----------
    reached
        What ``days`` gave, of one cohort.

    Returns
    -------
    A row a step: ``step``, ``people``, ``of_referred`` with ``low`` and ``high`` (95%), and
    against the step it is reached from: ``step_before``, ``before`` (people there), ``both`` (of
    them, here too), ``of_before`` and ``median_days`` between the two, of those who came on: those
    still on their way are not in it.
    """
    came = reached.notna()
    rows = pd.DataFrame({"step": list(STEPS), "people": [int(came[s].sum()) for s in STEPS]})
    rows["referred"] = len(reached)
    rows["of_referred"] = rate(rows["people"], rows["referred"])
    rows[["low", "high"]] = wilson(rows["people"], rows["referred"])
    rows["step_before"] = [FROM.get(step) for step in STEPS]
    pairs = [_pair(reached, FROM.get(step), step) for step in STEPS]
    rows[["before", "both", "median_days"]] = pd.DataFrame(pairs, dtype="float64")
    rows["of_before"] = rate(rows["both"], rows["before"])
    return rows


def _pair(reached: pd.DataFrame, before: str | None, step: str) -> tuple[float, float, float]:
    """Give how many were at the step before, how many of them came on, and their median days."""
    if before is None:
        return (float("nan"),) * 3
    there = reached[reached[before].notna()]
    on = there[there[step].notna()]
    return len(there), len(on), (on[step] - on[before]).dt.days.median()
