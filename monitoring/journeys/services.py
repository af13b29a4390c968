"""Did each client get the least the contract owes them, and what more do they take up?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from monitoring.journeys.steps import WFI
from monitoring.rates import rate

if TYPE_CHECKING:
    from datetime import date

CONDITION_MANAGEMENT = frozenset({"condition management", "condition management programme", "cmp"})
"""What the service every client must be offered is called (requirements.md CON-09)."""
MET, ON_COURSE, BEHIND, SHORT = "met", "on_course", "behind", "left_short"
NOT_SAID = "not said"
ANY = "Any optional service"


def minimum(
    held: pd.DataFrame, owed: pd.Series[Any], late: pd.Series[Any], ended_on: pd.Series[Any]
) -> pd.Series[Any]:
    """Say of each start whether it got the interviews it is owed.

    Parameters
    ----------
    held
        Days the interviews were held on, ``wfi_1`` to ``wfi_5``.
    owed
        How many each is owed.
    late
        Whether one of them is overdue.
    ended_on
        The day the client left.

    Returns
    -------
    ``met``, ``left_short`` (left with fewer), ``behind`` (one is overdue), else ``on_course``.

    Notes
    -----
    Source: requirements.md CON-09.
    """
    done = held[list(WFI)].notna().sum(axis="columns") >= owed
    known = [done, ended_on.notna(), late]
    words = np.select(known, [MET, SHORT, BEHIND], ON_COURSE)
    return pd.Series(words, index=held.index)


def by_site(starts: pd.DataFrame) -> pd.DataFrame:
    """Count mandatory starts by site and how they stand against the least they are owed.

    Parameters
    ----------
    starts
        ``site``, ``state`` (what ``minimum`` gave) and ``cmp`` (referred to condition management).

    Returns
    -------
    ``site`` (blank for the contract, which comes first), ``starts``, a column for each state,
    ``met_share`` (met, of those met or left short) and ``cmp`` (offered it).
    """
    sites = starts["site"].fillna("").replace("", NOT_SAID)
    flags = pd.DataFrame(
        {state: starts["state"] == state for state in (MET, ON_COURSE, BEHIND, SHORT)}
    ).assign(starts=1, cmp=starts["cmp"])
    rows = pd.concat([flags.assign(site=""), flags.assign(site=sites)]).groupby("site").sum()
    rows["met_share"] = rate(rows[MET], rows[MET] + rows[SHORT])
    return rows.reset_index()


def optional(starts: pd.DataFrame, provision: pd.DataFrame, today: date) -> pd.DataFrame:
    """Count how each service is used by those who started, and how many use any.

    Parameters
    ----------
    starts
        The starts: ``episode``, ``client_category``.
    provision
        Provision rows with the ``episode`` they belong to.
    today
        The working date.

    Returns
    -------
    A row a service, the most used first, after one for any of them: ``service``, ``referred``,
    ``attended``, ``completed``, ``no_take_up``, ``clients`` (who attended) and
    ``mandatory_share``: of the mandatory starts.

    Notes
    -----
    Source: requirements.md CON-10, REF-23, REF-41. Condition management is part of the least owed
    and no option.
    """
    mandatory = set(starts.loc[starts["client_category"] == "mandatory", "episode"])
    mine = provision[provision["episode"].isin(set(starts["episode"]))]
    mine = mine[~is_condition_management(mine["service"])]
    mine = mine[mine["own_referred_on"] <= pd.Timestamp(today)]
    if mine.empty:
        return pd.DataFrame()
    each = [_used(str(name), rows, mandatory) for name, rows in mine.groupby("service")]
    each.sort(key=lambda row: -int(row["referred"]))
    return pd.DataFrame([_used(ANY, mine, mandatory), *each])


def is_condition_management(services: pd.Series[str]) -> pd.Series[Any]:
    """Say which services are condition management, by what they are called."""
    return services.str.lower().str.strip().isin(CONDITION_MANAGEMENT)


def _used(name: str, rows: pd.DataFrame, mandatory: set[int]) -> dict[str, Any]:
    came = rows[rows["attended_on"].notna()]
    takers = set(came["episode"]) & mandatory
    whole = pd.Series([float(len(mandatory))])
    return {
        "service": name,
        "referred": len(rows),
        "attended": len(came),
        "completed": int(rows["completed_on"].notna().sum()),
        "no_take_up": len(rows) - len(came),
        "clients": came["episode"].nunique(),
        "mandatory_share": float(rate(pd.Series([float(len(takers))]), whole).iloc[0]),
    }
