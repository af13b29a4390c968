"""What does a contract say about comparing its records?"""

from __future__ import annotations

from dataclasses import dataclass

RECEIVED_WITHIN = {"claims:payments": "payment_days"}
"""Which parameter says how long a record takes to hold what was told; that of referrals else."""


def codes(right: str) -> tuple[str, ...]:
    """Give the parameters the rules are made of, in their order, for a right record."""
    return (
        "referral_date_tolerance_days",
        "duplicate_within_days",
        "referral_notice_days",
        RECEIVED_WITHIN.get(right, "referral_receipt_days"),
        "ineligible_within_days",
    )


@dataclass(frozen=True, slots=True)
class Rules:
    """The days a contract allows, each an effective-dated parameter of it."""

    tolerance_days: int = 2
    """How far two records may lie apart and still agree."""
    duplicate_days: int = 28
    """Within how many days a client held twice by one record and once by the other is a repeat."""
    notice_days: int = 7
    """After how many days the notice of a referral is late."""
    receipt_days: int = 7
    """How many days after the notice the right record has it."""
    ineligible_days: int = 70
    """How long after a referral being found ineligible explains that there is no other record."""
