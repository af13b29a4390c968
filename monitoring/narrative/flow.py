"""What is said of the flow of referrals: how many, of how many anticipated, and who waits?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from monitoring.narrative.told import Told
from monitoring.narrative.words import count_of, day, month, number, percent, rate_of
from monitoring.rates import share
from monitoring.vocabulary import ALL_CATEGORIES

if TYPE_CHECKING:
    from datetime import date

UNIT = (
    "A referral is counted on the day the Jobcentre made it, as its own system records it; where a "
    "contract has no such record, as the provider returned it."
)
ANTICIPATED = (
    "What was anticipated is the department's expected referrals, office by office; where there "
    "are none, the profile of referrals of the set the contract is watched against. What a "
    "provider expects for its partners is part of the whole and not added."
)
WAITING = (
    "Waiting are referrals without a first interview held, which have not ended and were not "
    "followed by another referral of the same client. The coming weeks count those the provider "
    "was told of, by the week in which the days allowed from referral to first interview end."
)
NOT_YOURS = (
    "You see this contract's figures but not its clients. Offices, benefits, weeks and the people "
    "who wait are for those who do."
)
CUT_OVER = "New claims are for Employment and Support Allowance (ESA)"


def last_known(rows: pd.DataFrame) -> pd.Series[Any] | None:
    """Give the last month's row of everybody that has a figure; None where there is none."""
    known = rows[(rows["client_category"] == ALL_CATEGORIES) & rows["referrals"].notna()]
    return known.iloc[-1] if len(known) else None


def flow_finding(rows: pd.DataFrame) -> str:
    """Say how the last month and the months to date compare with what was anticipated."""
    last = last_known(rows)
    if last is None:
        return "No referral is on record yet."
    said = f"{number(last['referrals'])} were referred in {month(last['month'])}"
    if pd.isna(last["anticipated"]):
        return f"{said}. How many were anticipated is not on record."
    said += f", {number(abs(last['variance']))} {_side(last['variance'])} anticipated."
    both = _both(rows)
    total = rate_of(float(both["referrals"].sum()), float(both["anticipated"].sum()))
    return f"{said} Over all months with both figures, {total} of those anticipated came."


def _side(variance: float) -> str:
    return "more than" if variance >= 0 else "fewer than"


def _both(rows: pd.DataFrame) -> pd.DataFrame:
    whole = rows[rows["client_category"] == ALL_CATEGORIES]
    return whole[whole["referrals"].notna() & whole["anticipated"].notna()]


def flow_figures(rows: pd.DataFrame, waiting: pd.DataFrame) -> list[Told]:
    """Give the few figures of the page, each with what it is compared with."""
    last = last_known(rows)
    if last is None:
        return []
    both = _both(rows)
    made = [
        Told(
            f"Referrals, {month(last['month'])}",
            number(last["referrals"]),
            f"{number(last['anticipated'])} anticipated",
        ),
        Told(
            "Of those anticipated",
            percent(_ratio(both)),
            f"{number(both['referrals'].sum())} of {number(both['anticipated'].sum())}",
        ),
        Told(
            "Mandatory, last month",
            percent(last["mandatory_share"]),
            f"{percent(last['assumed_share'])} assumed",
        ),
    ]
    if len(waiting):
        oldest = waiting["oldest_days"].max()
        more = "" if pd.isna(oldest) else f"the oldest for {count_of(int(oldest), 'day', 'days')}"
        made.append(Told("Not seen yet", number(waiting["waiting"].sum()), more))
    return made


def _ratio(both: pd.DataFrame) -> float:
    return share(float(both["referrals"].sum()), float(both["anticipated"].sum()))


def weeks_finding(ahead: pd.DataFrame) -> str:
    """Say how many are past the days allowed, and how many are due in the coming weeks."""
    if ahead.empty:
        return "Nobody the provider was told of waits for a first interview."
    past = int(ahead.loc[ahead["week"].isna(), "referrals"].sum())
    coming = int(ahead.loc[ahead["week"].notna(), "referrals"].sum())
    allowed = count_of(int(ahead["days_allowed"].iloc[0]), "day", "days")
    return (
        f"{count_of(past, 'referral is', 'referrals are')} past the {allowed} allowed to a first "
        f"interview; {count_of(coming, 'is', 'are')} due in the weeks ahead."
    )


def cut_over(esa_from: date) -> str:
    """Say what the line of the benefit change is."""
    return f"{CUT_OVER} from {day(esa_from)}"
