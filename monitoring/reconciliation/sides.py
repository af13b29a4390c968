"""Which records can be held against each other, and by which day does each pair?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from monitoring.datasets.codes import EXIT_REASONS
from monitoring.frames import CODE, DATE, WHOLE, FrameContract
from monitoring.vocabulary import Source

if TYPE_CHECKING:
    from collections.abc import Mapping

SIDE = FrameContract(
    "side",
    {
        "client_id": WHOLE,
        "outcome": CODE,
        "on": DATE,
        "status": CODE,
        "told_on": DATE,
        "started_on": DATE,
        "submission": WHOLE,
        "known_at": DATE,
    },
    (),
    {"outcome": "", "status": ""},
)
"""One row of a record. A client may stand in it several times, even on the same day.

``outcome`` tells the claims of one client apart and is blank elsewhere; ``status`` is what is
compared once two rows are paired (a category, a decision, a reason; blank where it is not known);
``told_on`` is the day the other record could know of it, or on the right the day it came to be
known: notice and receipt of a referral, decision and payment of a claim; ``known_at`` is the
instant the row was published.
"""

ACCEPTED = FrameContract(
    "accepted", {"left_client": WHOLE, "right_client": WHOLE, "on": DATE}, ("left_client", "on")
)
"""Likely pairs somebody accepted: a left client's row of a day is the right client's nearest."""


@dataclass(frozen=True, slots=True)
class Side:
    """One record: the dataset and source it is read from, and what its rows are called."""

    dataset: str
    source: Source
    title: str  # as a heading names it
    one: str  # one row of it in a sentence
    many: str
    dated: tuple[str, ...]  # the first of these days the row gives is the one it pairs by
    status: str = ""  # the column that is compared
    told: str = ""
    started: str = ""

    @property
    def name(self) -> str:
        """Give the side as it is written: DATASET:SOURCE."""
        return f"{self.dataset}:{self.source}"

    @property
    def by_outcome(self) -> bool:
        """Say whether a client may have several rows that are of different outcomes."""
        return self.dataset == "claims"


    def dated_beside(self, other: Side) -> tuple[str, ...]:
        """Give the days a row pairs by: with another dataset the referral comes first."""
        if other.dataset == self.dataset or "referred_on" in self.dated:
            return self.dated
        return ("referred_on", *self.dated)


@dataclass(frozen=True, slots=True)
class Expected:
    """What of one record the other is expected to hold.

    ``nothing`` is True where a row need not have a counterpart; ``never`` and ``later`` are the
    statuses of rows that never have one, and that have none yet.
    """

    nothing: bool = False
    never: frozenset[str] = frozenset()
    later: frozenset[str] = frozenset()


FOLLOWS = ("claims", "exits")
"""What follows a referral or start, or does not: a client who started need not be claimed for."""

BDC_TELLS = frozenset({"ineligible_after_wca", "left_benefit"})
"""Why clients leave, as far as the benefit centre knows. Source: 003 §3.3.3 L652."""


def expected(one: Side, other: Side) -> Expected:
    """Say which rows of one record the other is expected to hold."""
    if one.dataset != other.dataset:
        return Expected(nothing=other.dataset in FOLLOWS)
    if other.name == "claims:payments":  # it holds what was accepted and paid, and nothing else
        return Expected(never=frozenset({"rejected"}), later=frozenset({""}))
    if other.name == "exits:bdc":
        return Expected(never=frozenset(EXIT_REASONS) - BDC_TELLS)
    return Expected()


CLAIM_DAYS = ("referred_on", "started_on", "job_started_on", "claimed_on", "decided_on", "paid_on")

SIDES: Mapping[str, Side] = {
    each.name: each
    for each in (
        Side(
            "referrals",
            Source.LMS,
            "Jobcentre referrals",
            "a referral of the Jobcentre",
            "referrals of the Jobcentre",
            ("referred_on",),
            "client_category",
            told="notified_on",
        ),
        Side(
            "starts",
            Source.PROVIDER_MI,
            "Provider's starts",
            "a record of the provider",
            "records of the provider",
            ("referred_on",),
            "client_category",
            told="received_on",
            started="started_on",
        ),
        Side(
            "claims",
            Source.PROVIDER_MI,
            "Provider's claims",
            "a claim of the provider",
            "claims of the provider",
            CLAIM_DAYS,
            "decision",
            told="decided_on",
        ),
        Side(
            "claims",
            Source.PAYMENTS,
            "Payment office's claims",
            "a claim of the payment office",
            "claims of the payment office",
            CLAIM_DAYS,
            "decision",
            told="paid_on",
        ),
        Side(
            "exits",
            Source.PROVIDER_MI,
            "Provider's leavers",
            "a leaver of the provider",
            "leavers of the provider",
            ("exited_on",),
            "reason",
        ),
        Side(
            "exits",
            Source.BDC,
            "Benefit centre's leavers",
            "a leaver of the benefit centre",
            "leavers of the benefit centre",
            ("exited_on",),
            "reason",
        ),
    )
}
"""Every record that can be chosen, by the name it is written as."""

LEFT, RIGHT = "referrals:lms", "starts:provider_mi"
"""What is compared unless told otherwise (architecture section 7)."""
