"""How does the same actual stand to every profile set, the original always among them?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from monitoring import profile_sets, run_rates
from monitoring.profiles import latest_reported
from monitoring.rates import share

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from monitoring.profile_sets import ProfileSet

COLUMNS = {
    "set": "the profile set",
    "standing": "its kind, or that nobody with authority asked for it",
    "profile": "what it asks for to date, over the months with both figures",
    "actual": "what was delivered over the same months",
    "share_of_profile": "actual over profile to date, a ratio of sums",
    "variance": "actual less profile to date",
    "total": "what it asks for over the whole contract",
    "against_original": "its total less that of the original",
    "against_original_share": "that difference over the original's total",
    "needed": "what each month left would have to bring to meet it in full",
    "projected": "where the contract ends at the present rate",
    "projected_share": "that over the set's total",
}


def table(
    months: pd.DataFrame, sets: Mapping[str, ProfileSet], last_month: date | None
) -> pd.DataFrame:
    """Give one row for each set of a contract, the original first.

    Parameters
    ----------
    months
        What ``profiles.against_profiles`` gave for one contract and all its sets.
    sets
        The sets by name.
    last_month
        The contract's last month; the last one profiled when None.

    Returns
    -------
    The columns of ``COLUMNS``; unknown where the set has no figure to set the actual beside.

    Notes
    -----
    Source: requirements.md PRO-05, PRO-07, PRO-18; AT-03.
    """
    ordered = profile_sets.in_order(sets.values())
    totals = {one.name: _total(_own(months, one)) for one in ordered}
    original = next((totals[one.name] for one in ordered if one.is_original), float("nan"))
    rows = [_row(_own(months, one), one, totals[one.name], original, last_month) for one in ordered]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def shown(told: pd.DataFrame) -> pd.DataFrame:
    """Give the table as it is shown: shares in percent, people whole."""
    shares = [name for name in COLUMNS if "share" in name]
    people = [name for name in COLUMNS if name not in {*shares, "set", "standing"}]
    scaled = told.assign(**{name: 100 * told[name] for name in shares})
    return scaled.assign(**{name: scaled[name].round() for name in people})


def _own(months: pd.DataFrame, one: ProfileSet) -> pd.DataFrame:
    return months[months["set"] == one.name].reset_index(drop=True)


def _total(own: pd.DataFrame) -> float:
    return float(own["profile"].sum(min_count=1))


def _row(
    own: pd.DataFrame, one: ProfileSet, total: float, original: float, last_month: date | None
) -> dict[str, Any]:
    last = latest_reported(own)
    sums = dict.fromkeys(("cumulative_profile", "cumulative_actual"), float("nan"))
    done = sums if last is None else last
    needed = run_rates.run_rate_needed(own, last_month)
    ends = run_rates.projection(own, last_month)
    apart = float("nan") if one.is_original else total - original
    return {
        "set": one.title,
        "standing": one.label,
        "profile": done["cumulative_profile"],
        "actual": done["cumulative_actual"],
        "share_of_profile": share(done["cumulative_actual"], done["cumulative_profile"]),
        "variance": done["cumulative_actual"] - done["cumulative_profile"],
        "total": total,
        "against_original": apart,
        "against_original_share": share(apart, original),
        "needed": needed.needed,
        "projected": ends.projected_total,
        "projected_share": ends.share_of_profile,
    }
