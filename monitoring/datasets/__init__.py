"""Which datasets can be sent, in the order people meet them? Names are public."""

from __future__ import annotations

from monitoring.datasets import agreed, journey, results, returns, voices
from monitoring.datasets.specification import Column, Dataset, Kind, RowRule

ALL: dict[str, Dataset] = {
    each.name: each
    for each in (
        agreed.CONTRACTS,
        agreed.PROFILE_SETS,
        agreed.PROFILES,
        agreed.ARRANGEMENTS,
        agreed.SITES,
        returns.MONTHLY_RETURN,
        returns.EXPECTED_REFERRALS,
        journey.REFERRALS,
        journey.REFERENCES,
        journey.STARTS,
        journey.CLIENT_FACTS,
        journey.APPOINTMENTS,
        journey.DEFERRALS,
        journey.READINESS,
        results.PROVISION,
        results.EMPLOYMENT,
        results.CLAIMS,
        results.EXITS,
        results.ASSESSMENTS,
        voices.COMPLAINTS,
        voices.FEEDBACK_EXERCISES,
        voices.FEEDBACK,
        returns.PARTNER_WEEKLY,
        returns.PARTNER_PAYMENTS,
        returns.AREA_INDICATORS,
    )
}
"""Every dataset by its public name, in the order of architecture section 4."""


def dataset(name: str) -> Dataset:
    """Give a dataset by its public name; raises ``KeyError`` for any other."""
    return ALL[name]


__all__ = ["ALL", "Column", "Dataset", "Kind", "RowRule", "dataset"]
