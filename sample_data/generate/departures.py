"""How was the client assessed, and when and why did the programme end?"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from sample_data.generate.interviews import WFIS, last_interview
from sample_data.generate.months import ESA_FROM, days_after
from sample_data.generate.people import Assessment, Exit

if TYPE_CHECKING:
    from sample_data.generate.dice import Dice
    from sample_data.generate.people import Journey

RESULTS = {"limited capability": 0.82, "fit for work": 0.13, "support group": 0.05}
ELIGIBLE = "limited capability"
LATE_UNTIL = date(2009, 12, 31)
WFHRA_UNTIL = date(2010, 7, 19)


def assess(journey: Journey, dice: Dice) -> None:
    """Ask for the assessments an ESA claim brings; their results come late for a year."""
    if journey.benefit != "ESA" or not journey.mandatory or journey.returning:
        return
    asked = max(journey.referred_on - timedelta(days=dice.whole(0, 12)), ESA_FROM)
    slow = dice.whole(85, 160) if asked <= LATE_UNTIL else dice.whole(60, 105)
    journey.assessments.append(_assessment(dice, "WCA", asked, slow, dice.weighted(RESULTS)))
    if asked <= WFHRA_UNTIL and dice.chance(0.45):
        journey.assessments.append(_assessment(dice, "WFHRA", asked, slow + 5, "report given"))


def _assessment(dice: Dice, kind: str, asked: date, days: int, result: str) -> Assessment:
    """Give one assessment and the day its result reached the provider."""
    completed = days_after(asked, days)
    return Assessment(kind, asked, completed, days_after(completed, dice.early(6, 50)), result)


def leave(journey: Journey, dice: Dice) -> None:
    """Give the client's exit without a job, if the client leaves within the story."""
    reason, day = _why(journey, dice)
    if reason:
        journey.exit = Exit(day, reason, days_after(day, dice.early(1, 30)))


def _why(journey: Journey, dice: Dice) -> tuple[str, date]:
    """Give the first thing that ends a journey: an assessment, a move, or the last interview."""
    for each in journey.assessments:
        if each.kind == "WCA" and each.result != ELIGIBLE:
            return "ineligible_after_wca", days_after(each.received_on, dice.early(0, 20))
    last = last_interview(journey)
    if dice.chance(0.13):
        reason = dice.weighted({"left_benefit": 0.6, "moved": 0.25, "other": 0.15})
        return reason, days_after(journey.received_on, dice.whole(25, 200))
    if journey.started_on is None:
        return "other", days_after(last, dice.whole(20, 60))
    done = any(each.wfi_no == WFIS and each.result == "attended" for each in journey.appointments)
    return "end_of_programme", days_after(last, dice.whole(40, 170) + (0 if done else 45))
