"""How does a contract's story run, client by client?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sample_data.generate.arrivals import again, arrivals
from sample_data.generate.departures import assess, leave
from sample_data.generate.dice import Dice
from sample_data.generate.interviews import attend, drop_after_leaving
from sample_data.generate.jobs import claim, find_work, judge

if TYPE_CHECKING:
    from sample_data.generate.people import Journey
    from sample_data.generate.story import Plan

RETURNS = 0.03


def journeys(plan: Plan) -> list[Journey]:
    """Give every journey of a contract, in the order of referral, lived to its end."""
    first = arrivals(plan)
    for journey in first:
        live(journey)
    second = [back for journey in first if (back := _back(journey))]
    for journey in second:
        live(journey)
    return sorted(first + second, key=lambda journey: (journey.referred_on, journey.ref))


def live(journey: Journey) -> None:
    """Let everything happen that follows from a referral."""
    dice = Dice("life", journey.ref, journey.referred_on.isoformat())
    attend(journey, dice)
    assess(journey, dice)
    leave(journey, dice)
    find_work(journey, dice)
    drop_after_leaving(journey)
    judge(journey)
    claim(journey, dice)


def _back(journey: Journey) -> Journey | None:
    """Give a second referral to a few of those who left."""
    dice = Dice("again", journey.ref)
    return again(journey, dice) if dice.chance(RETURNS) else None
