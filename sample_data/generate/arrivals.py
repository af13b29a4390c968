"""Who is referred, when, and what do they bring with them?"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from sample_data.generate.dice import Dice
from sample_data.generate.months import (
    ESA_FROM,
    LAST,
    days_after,
    month_end,
    months,
    working_day,
)
from sample_data.generate.people import Journey
from sample_data.generate.story import inflow

if TYPE_CHECKING:
    from sample_data.generate.story import Plan, Terms

AGE_BANDS = {"18-24": 0.10, "25-34": 0.19, "35-44": 0.26, "45-54": 0.27, "55-64": 0.18}
BANDS = {
    True: {"green": 0.13, "amber": 0.40, "red": 0.47},
    False: {"green": 0.34, "amber": 0.48, "red": 0.18},
}
NEEDS = {
    "mental_health": 0.42,
    "mobility": 0.24,
    "long_benefit_history": 0.30,
    "sensory": 0.05,
    "ESOL": 0.06,
    "learning_difficulty": 0.07,
    "drug_alcohol": 0.09,
    "severe_illness": 0.05,
    "awaiting_treatment": 0.10,
    "no_work_history": 0.09,
    "ex_offender": 0.04,
    "ethnic_minority": 0.11,
    "care_leaver": 0.01,
}
# Prime advisers keep the clients nearest to work and pass the others on (section 4.2.1).
PASSED_ON = {"green": 0.40, "amber": 1.00, "red": 1.20}


def arrivals(plan: Plan) -> list[Journey]:
    """Give every referral of a contract in the order of its day, without what followed."""
    dice = Dice("arrivals", plan.contract)
    days = sorted(
        (working_day(month.replace(day=dice.whole(1, 26))), category)
        for month in months(plan.starts_on, min(plan.last_month, LAST))
        for category, size in (("mandatory", plan.mandatory), ("voluntary", plan.voluntary))
        for _ in range(dice.count(size * inflow(plan, month)))
    )
    return [
        _journey(plan, dice, number, day, category)
        for number, (day, category) in enumerate(days, 1)
        if day <= month_end(LAST)
    ]


def _journey(plan: Plan, dice: Dice, number: int, referred_on: date, category: str) -> Journey:
    """Give one referral and the client behind it."""
    benefit_months = _benefit_months(dice, category, referred_on)
    age_band = dice.weighted(AGE_BANDS)
    journey = Journey(
        plan=plan,
        ref=f"{plan.prefix}-{number:06d}",
        category=category,
        benefit=_benefit(dice, category, referred_on),
        office=dice.pick(plan.offices),
        referred_on=referred_on,
        notified_on=days_after(referred_on, dice.early(0, 5)),
        received_on=referred_on,
        band=dice.weighted(BANDS[category == "mandatory"]),
        needs=_needs(dice, age_band),
        age_band=age_band,
        benefit_months=benefit_months,
    )
    journey.received_on = days_after(journey.notified_on, dice.early(1, 6))
    place(journey, dice)
    return journey


def place(journey: Journey, dice: Dice) -> None:
    """Give the client a site, an adviser and perhaps an end-to-end partner."""
    plan = journey.plan
    open_sites = {
        site.name: site.share for site in plan.sites if site.opened_on <= journey.received_on
    }
    journey.site = dice.weighted(open_sites or {plan.sites[0].name: 1.0})
    journey.adviser_ref = f"{plan.prefix}-ADV-{dice.whole(1, 24):02d}"
    for terms in plan.terms:
        if _goes_to(terms, journey, dice):
            journey.arrangement = terms.arrangement
            journey.adviser_ref = ""
            break


def _goes_to(terms: Terms, journey: Journey, dice: Dice) -> bool:
    """Say whether an end-to-end partner is given the client."""
    return (
        terms.client_share > 0
        and terms.stands_on(journey.received_on)
        and dice.chance(terms.client_share * PASSED_ON[journey.band])
    )


def _benefit(dice: Dice, category: str, referred_on: date) -> str:
    """Give the benefit claimed: new claims are for ESA from 27 October 2008."""
    still_old = 0.85 if category == "voluntary" else 0.03
    if referred_on >= ESA_FROM and not dice.chance(still_old):
        return "ESA"
    return dice.weighted({"IB": 0.72, "IS_incapacity": 0.28})


def _benefit_months(dice: Dice, category: str, referred_on: date) -> int:
    """Give the months on benefit: new claimants before, many repeat claimants since ESA."""
    if category == "voluntary":
        return dice.early(3, 72)
    return dice.early(2, 30 if referred_on < ESA_FROM else 54)


def _needs(dice: Dice, age_band: str) -> tuple[str, ...]:
    """Give the client's needs in alphabetical order."""
    found = {need for need, share in NEEDS.items() if dice.chance(share)}
    if age_band == "55-64":
        found.add("age_50_plus")
    return tuple(sorted(found))


def again(journey: Journey, dice: Dice) -> Journey | None:
    """Give the second referral of a client who left without a job, if it falls in the story."""
    if journey.exit is None or journey.jobs:
        return None
    day = working_day(journey.exit.exited_on + timedelta(days=dice.whole(120, 300)))
    if day > month_end(LAST):
        return None
    second = Journey(
        plan=journey.plan,
        ref=journey.ref,
        category=journey.category,
        benefit=journey.benefit,
        office=journey.office,
        referred_on=day,
        notified_on=day,
        received_on=days_after(day, 2),
        band=journey.band,
        needs=journey.needs,
        age_band=journey.age_band,
        benefit_months=journey.benefit_months + 8,
        returning=True,
    )
    place(second, dice)
    return second
