"""Why was a month below profile, in the provider's own words?

A month under the share of profile the contract sets asks for a reason and a sentence. A reason is
what somebody said, and never what the product found out.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import pandas as pd

from monitoring.frames import FLAG, MONTH, NUMBER, TEXT, FrameContract
from monitoring.narrative.words import count_of, lower_first, month, number, percent, verb

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date, datetime

    from monitoring.programmes import Measure

CODE = "jo_variance_reason_below"
CODES: Mapping[str, str] = MappingProxyType(
    {
        "over_ambitious_profile": "the profile was over-ambitious",
        "client_mix": "clients were harder to help than assumed",
        "esa_change": "the change to Employment and Support Allowance",
        "low_voluntary": "fewer voluntary clients than assumed",
        "low_volume": "fewer referrals than assumed",
        "economy": "the economy and local vacancies",
        "evidence_difficulty": "evidence from employers was hard to get",
        "bdc_payment_flow": "payments held up at the benefit delivery centre",
        "wca_delay": "delayed work capability assessments",
        "staff_turnover": "staff turnover",
        "understaffing": "too few staff",
        "start_up_backlog": "a backlog from starting up",
        "rural_travel": "travel in rural areas",
        "late_needs": "needs that came to light late",
        "partner_shortfall": "a partner's shortfall",
    }
)
"""Source: requirements.md C.3, variance_reason."""

ASKED = FrameContract(
    "reasons_asked",
    {
        "contract": TEXT,
        "measure": TEXT,
        "month": MONTH,
        "profile": NUMBER,
        "actual": NUMBER,
        "share_of_profile": NUMBER,
        "given": FLAG,
    },
    ("contract", "measure", "month"),
    {"given": False},
)


@dataclass(frozen=True, slots=True)
class Reason:
    """What was given as the reason for one month, by whom and when."""

    note_id: int
    contract: str
    measure: str
    month: date
    code: str
    text: str
    by_user: str
    at: datetime

    @property
    def said(self) -> str:
        """Say the reason in words, with its sentence."""
        return f"{CODES.get(self.code, self.code)}: {self.text}"


def asked(
    months: pd.DataFrame, below: float | Mapping[str, float], given: set[tuple[str, date]]
) -> pd.DataFrame:
    """Give the months that ask for a reason: returned, and under a share of their profile.

    Parameters
    ----------
    months
        What ``profiles.against_profiles`` gave, of one set a contract, with ``measure``.
    below
        The share of profile under which a reason is asked for; for several contracts, by contract.
    given
        Contract and month of the reasons given already.

    Returns
    -------
    The frame ASKED, the latest month of each contract first.

    Notes
    -----
    Source: requirements.md PRO-14; C.4, ``jo_variance_reason_below``.
    """
    limits = [below if isinstance(below, float) else below[name] for name in months["contract"]]
    under = months["share_of_profile"] < pd.Series(limits, months.index, dtype="float64")
    short = months[under & months["actual"].notna() & months["profile"].gt(0)]
    pairs = zip(short["contract"], short["month"], strict=True)
    short = short.assign(given=[(name, when.date()) in given for name, when in pairs])
    ordered = short.sort_values(["contract", "month"], ascending=[True, False])
    return ASKED.check(ordered)


def open_ones(rows: pd.DataFrame) -> pd.DataFrame:
    """Keep the months whose reason is still awaited."""
    return rows[~rows["given"]].reset_index(drop=True)


def sentence(rows: pd.DataFrame, measure: Measure, below: float) -> str:
    """Say how many months ask for a reason, and which last."""
    waiting = open_ones(rows)
    title = lower_first(measure.title)
    if rows.empty:
        return f"No month of {title} asks for a reason: each is at least {percent(below)}."
    if waiting.empty:
        months = count_of(len(rows), "month", "months")
        return f"Each of the {months} under {percent(below)} of profile has its reason."
    last = waiting.iloc[0]
    under = count_of(len(waiting), "month is", "months are")
    return (
        f"{under} under {percent(below)} of profile without a reason; the latest, "
        f"{month(last['month'])}, has {of_profile(last)}."
    )


def awaited(name: str, rows: pd.DataFrame, measure: Measure) -> str:
    """Say which months of a contract await a reason (the latest first in the frame)."""
    last = rows.sort_values("month").iloc[-1]
    title = lower_first(measure.title)
    said = f"{name} has not said why {title} {verb(title)} below profile"
    if len(rows) == 1:
        return f"{said} in {month(last['month'])}: {of_profile(last)}."
    return (
        f"{said} in {count_of(len(rows), 'month', 'months')}: the latest, "
        f"{month(last['month'])}, has {of_profile(last)}."
    )


def of_profile(row: Any) -> str:  # noqa: ANN401 - a row of the frame, or the same as a mapping
    """Write a month's figure beside its profile: 58 of 122 (47.5%)."""
    figures = f"{number(row['actual'])} of {number(row['profile'])}"
    return f"{figures} ({percent(row['share_of_profile'])})"


def table(rows: pd.DataFrame, given: Iterable[Reason]) -> pd.DataFrame:
    """Give the months that ask, each with what was said, by whom and when; blank where nothing."""
    had = {(one.contract, one.measure, one.month): one for one in given}
    told = [
        (row, had.get((row["contract"], row["measure"], row["month"].date())))
        for row in rows.to_dict("records")
    ]
    return pd.DataFrame(
        {
            "month": [row["month"] for row, _ in told],
            "figures": [of_profile(row) for row, _ in told],
            "reason": [
                f"{one.said[:1].upper()}{one.said[1:]}" if one else "awaited" for _, one in told
            ],
            "by": [one.by_user if one else "" for _, one in told],
            "at": [one.at.date() if one else None for _, one in told],
        }
    )
