"""What do the contracts say, one by one and as a programme?"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from monitoring.narrative.words import count_of, listed, month, number, percent, quantity
from monitoring.programmes import Better
from monitoring.vocabulary import Standing

if TYPE_CHECKING:
    from collections.abc import Mapping

    from monitoring.portfolio import ProgrammeStanding
    from monitoring.profile_sets import ProfileSet
    from monitoring.programmes import Measure

_BASES = {
    "original": "the original profile",
    "aspirational": "the aspirational profile",
    "conversion": "its conversion of starts to outcomes",
    "month_on_month": "its own months before",
    "peers": "other contracts",
}
_SAID = (
    Standing.ON_PROFILE,
    Standing.BELOW,
    Standing.WELL_BELOW,
    Standing.NO_TARGET,
    Standing.UNKNOWN,
)
_TALLY = {Standing.NO_TARGET: "without a target", Standing.UNKNOWN: "not known"}


def contract_name(row: Mapping[str, Any]) -> str:
    """Name a contract by its district, with its reference."""
    return f"{row['district']} ({row['contract']})" if row["district"] else str(row["contract"])


def portfolio_finding(told: ProgrammeStanding) -> str:
    """Say how a programme's contracts stand, without adding them up."""
    if not told.contracts:
        return "No contract is in view."
    counts = [
        f"{told.standings[one]} {_TALLY.get(one, one.value)}"
        for one in _SAID
        if told.standings[one]
    ]
    said = f"{count_of(told.contracts, 'contract', 'contracts')}: {listed(counts)}."
    if math.isnan(told.median_share):
        return said
    return f"{said} The middle one is at {percent(told.median_share)} of profile."


def row_finding(row: Mapping[str, Any], measure: Measure) -> str:
    """Say in one sentence where one contract of the overview stands."""
    name = contract_name(row)
    if math.isnan(row["actual"]):
        return f"{name} has returned nothing yet."
    to = f"to {month(row['months_to'])}"
    if measure.is_rate:
        return f"{name} is at {percent(row['actual'])} {to} ({row['standing']})."
    if math.isnan(row["profile"]):
        return f"{name} has {quantity(row['actual'], measure)} {to}; no target is set."
    return (
        f"{name} has {number(row['actual'])} of {number(row['profile'])} profiled {to} "
        f"({percent(row['share_of_profile'])}), {behind_words(row['behind'], measure)}."
    )


def behind_words(behind: float, measure: Measure) -> str:
    """Say how far behind or ahead a contract is, in the measure's own unit."""
    if round(behind, 1) == 0:
        return "exactly as profiled"
    if measure.better is Better.LOWER:
        return f"{quantity(abs(behind), measure)} {'too many' if behind > 0 else 'to spare'}"
    return f"{quantity(abs(behind), measure)} {'short' if behind > 0 else 'over'}"


def provider_finding(row: Mapping[str, Any]) -> str:
    """Say what a provider's contracts come to together, as a ratio of sums and labelled so."""
    counted = count_of(int(row["contracts_counted"]), "contract", "contracts")
    if math.isnan(row["share_of_profile"]):
        return f"{row['prime']}: no contract has both a profile and a figure."
    return (
        f"{row['prime']}: {number(row['actual'])} of {number(row['profile'])} profiled "
        f"({percent(row['share_of_profile'])}), a ratio of sums over {counted}, each over the "
        "months it returned."
    )


def held_against(basis: str, chosen: ProfileSet | None) -> str:
    """Say what a contract is watched against, as every chart prints it (PRO-08)."""
    said = f"Watched against {_BASES[basis]}"
    if chosen is None:
        return f"{said}. No profile is set."
    label = f" ({chosen.label})" if chosen.label != chosen.title else ""
    return f"{said}. Drawn beside the {chosen.title} profile{label}."
