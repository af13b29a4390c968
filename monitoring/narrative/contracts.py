"""What do the contracts say, one by one and as a programme?"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from monitoring.narrative.words import (
    count_of,
    listed,
    lower_first,
    month,
    number,
    percent,
    quantity,
    rate_of,
)
from monitoring.programmes import Better
from monitoring.vocabulary import Standing

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

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
_OF_A_RATE = {Standing.ON_PROFILE: "on target"}
ENOUGH_FOR_A_MIDDLE = 3  # of two contracts none is the middle one


def contract_name(row: Mapping[str, Any]) -> str:
    """Name a contract by its district, with its reference."""
    return f"{row['district']} ({row['contract']})" if row["district"] else str(row["contract"])


def standing_words(standing: Standing, measure: Measure) -> str:
    """Say how a contract stands: to its profile, or, of a rate, to its target."""
    known = _OF_A_RATE if measure.is_rate else {}
    return known.get(standing, standing.value)


def portfolio_finding(told: ProgrammeStanding, measure: Measure) -> str:
    """Say how a programme's contracts stand for a measure, without adding them up."""
    if not told.contracts:
        return "No contract is in view."
    against = "its target" if measure.is_rate else "profile"
    contracts = count_of(told.contracts, "contract", "contracts")
    if told.standings[Standing.NO_TARGET] == told.contracts:
        none = "has no target" if told.contracts == 1 else "have no target"
        return f"{measure.title}. {contracts} {none}."
    counts = [
        f"{told.standings[one]} {_TALLY.get(one, standing_words(one, measure))}"
        for one in _SAID
        if told.standings[one]
    ]
    said = f"{measure.title} against {against}. {contracts}: {listed(counts)}."
    return f"{said}{_middle(told, measure)}"


def _middle(told: ProgrammeStanding, measure: Measure) -> str:
    """Say where the middle one of several contracts stands."""
    if told.contracts_with_share < ENOUGH_FOR_A_MIDDLE:
        return ""
    if measure.is_rate:
        return f" The middle one is at {percent(told.median_actual)}."
    return f" The middle one is at {percent(told.median_share)} of profile."


def row_finding(row: Mapping[str, Any], measure: Measure) -> str:
    """Say in one sentence where one contract of the overview stands."""
    name = contract_name(row)
    if math.isnan(row["actual"]):
        return f"{name} has returned nothing yet."
    to = f"to {month(row['months_to'])}"
    if measure.is_rate:
        counts = rate_of(row["numerator"], row["denominator"])
        return f"{name} is at {counts} {to}: {standing_words(row['standing'], measure)}."
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


def provider_finding(row: Mapping[str, Any], measure: Measure) -> str:
    """Say what a provider's contracts come to together, as a ratio of sums and labelled so."""
    counted = count_of(int(row["contracts_counted"]), "contract", "contracts")
    sums = f"a ratio of sums over {counted}, each over the months it returned."
    if measure.is_rate:
        if math.isnan(row["actual"]):
            return f"{row['prime']}: no contract has a figure."
        target = "" if math.isnan(row["profile"]) else f", target {percent(row['profile'])}"
        rated = rate_of(row["numerator"], row["denominator"])
        return f"{row['prime']}: {rated}{target}, {sums}"
    if math.isnan(row["share_of_profile"]):
        return f"{row['prime']}: no contract has both a profile and a figure."
    return (
        f"{row['prime']}: {number(row['actual'])} of {number(row['profile'])} profiled "
        f"({percent(row['share_of_profile'])}), {sums}"
    )


def held_against(basis: str, chosen: ProfileSet | None, measure: Measure) -> str:
    """Say what a contract is watched against, as every chart prints it (PRO-08)."""
    if chosen is None:
        what = "target" if measure.is_rate else "profile"
        return f"No {what} is set for {lower_first(measure.title)}: it is drawn alone."
    label = f" ({chosen.label})" if chosen.label != chosen.title else ""
    if measure.is_rate:
        return f"Drawn beside the target of the {chosen.title} set{label}."
    if not label and _BASES[basis] == f"the {chosen.title} profile":
        return f"Watched against the {chosen.title} profile, which is drawn."
    return f"Watched against {_BASES[basis]}. Drawn beside the {chosen.title} profile{label}."


def profile_by_share(shares: Collection[float]) -> str:
    """Say that an arrangement is held to its share of the contract's profile (SUP-05)."""
    by = f" ({percent(next(iter(shares)))})" if len(shares) == 1 else ""
    return (
        "The arrangement has no profile of its own here. It is held to its share of the prime's "
        f"profile{by}, month by month and not rounded, as its terms say."
    )
