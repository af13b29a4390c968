"""What are all the files of the Provider-led Pathways sample, in the order they were received?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from sample_data.generate import surroundings
from sample_data.generate.areas import AREAS
from sample_data.generate.batches import client_files, misfiled
from sample_data.generate.boundaries import boundaries, interviews
from sample_data.generate.contract_files import (
    agreed_files,
    later_set_files,
    supply_files,
    voice_files,
)
from sample_data.generate.light import light_files
from sample_data.generate.light_areas import LIGHT
from sample_data.generate.lives import journeys
from sample_data.generate.months import FIRST, LAST, days_after, month_end, text
from sample_data.generate.planted import Planted, plant
from sample_data.generate.returns import monthly_returns, payment_returns
from sample_data.generate.sample_file import SampleFile, csv_bytes, instant

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sample_data.generate.people import Journey
    from sample_data.generate.story import Plan

PLANS = (*AREAS, *LIGHT)
CONTRACT_COLUMNS = (
    "contract",
    "programme",
    "prime",
    "district",
    "phase",
    "starts_on",
    "length_months",
    "value_gbp",
    "risk_rating",
    "cm",
    "tppm",
)
REGISTERED_ON = date(2007, 10, 29)
SPANS = (
    (FIRST, date(2009, 12, 1)),
    (date(2010, 1, 1), date(2010, 9, 1)),
    (date(2010, 10, 1), LAST),
)


@dataclass(frozen=True, slots=True)
class World:
    """Everything that happened: the journeys of each contract and what was planted in them."""

    journeys: dict[str, list[Journey]]
    planted: list[Planted]


def world() -> World:
    """Let the whole story happen."""
    lived = {plan.contract: journeys(plan) for plan in AREAS}
    planted = [each for contract in lived for each in plant(lived[contract])]
    edges = [edge.journey for edge in boundaries()] + [journey for _, journey in interviews()]
    lived[AREAS[0].contract] += edges
    return World(lived, planted)


def plp_files(told: World) -> list[SampleFile]:
    """Give every file in order of receipt; the same for the same seed."""
    by_plan = {plan: told.journeys[plan.contract] for plan in AREAS}
    files = [_contracts(), *_indicators(), *payment_returns(by_plan)]
    elsewhere = misfiled(told.journeys)
    for plan, lived in by_plan.items():
        files += [
            *_agreed(plan),
            *monthly_returns(plan, lived),
            *client_files(plan, lived, elsewhere.get(plan.contract, [])),
            *supply_files(plan, [each for each in lived if each.with_provider]),
            *voice_files(plan, lived),
        ]
    for plan in LIGHT:
        files += [*_agreed(plan), *light_files(plan)]
    return sorted(files, key=lambda file: file.received)


def _agreed(plan: Plan) -> Iterator[SampleFile]:
    """Give what was agreed with a provider, at first and later."""
    yield from agreed_files(plan)
    yield from later_set_files(plan)


def _contracts() -> SampleFile:
    """Give the register of the eleven contracts."""
    rows = [
        {
            "contract": plan.contract,
            "programme": "PLP",
            "prime": plan.prime,
            "district": plan.area,
            "phase": plan.phase,
            "starts_on": plan.starts_on,
            "length_months": plan.length,
            "value_gbp": f"{plan.value_gbp}.00",
            "risk_rating": "high",
            "cm": plan.cm,
            "tppm": plan.tppm,
        }
        for plan in PLANS
    ]
    return SampleFile(
        order=0,
        dataset="contracts",
        source="dwp",
        name="plp/agreed/contracts.csv",
        data=csv_bytes(rows, CONTRACT_COLUMNS),
        received=instant(REGISTERED_ON),
        sender="national",
    )


def _indicators() -> Iterator[SampleFile]:
    """Give the districts' published figures."""
    for first, last in SPANS:
        rows = [row for plan in PLANS for row in surroundings.indicators(plan, first, last)]
        yield SampleFile(
            order=0,
            dataset="area_indicators",
            source="published",
            sender="national",
            name=f"plp/area_indicators/{text(last)}.csv",
            data=csv_bytes(rows, surroundings.COLUMNS),
            received=instant(days_after(month_end(last), 9)),
        )
