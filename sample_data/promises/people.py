"""Who writes in the sample, and when?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING

from db.writing import Pen, Place
from monitoring.audiences import Audience
from sample_data.generate.people_list import login_of_cm, login_of_prime, login_of_tppm
from sample_data.generate.plp import PLANS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from db.scope import Principal
    from db.store import Store
    from sample_data.generate.story import Plan

FOUR = ("PLP-A1", "PLP-A2", "PLP-A3", "PLP-A4")
AREA_1, AREA_2, AREA_3, AREA_4 = FOUR


@dataclass(frozen=True, slots=True)
class Writers:
    """The store, and the sample's people by login."""

    store: Store
    known: Mapping[str, Principal]

    def pen(self, login: str, on: date, hour: int = 15) -> Pen:
        """Give the pen of somebody on an afternoon."""
        return Pen(self.store, self.known[login], moment(on, hour))


def moment(on: date, hour: int = 15) -> datetime:
    """Give an hour of a day."""
    return datetime.combine(on, time(hour), tzinfo=UTC)


def plan_of(contract: str) -> Plan:
    """Give a contract's plan."""
    return next(plan for plan in PLANS if plan.contract == contract)


def cm(contract: str) -> str:
    """Give the login of a contract's manager."""
    return login_of_cm(plan_of(contract).cm)


def tppm(contract: str) -> str:
    """Give the login of the provision manager of a contract's district."""
    return login_of_tppm(plan_of(contract).area)


def prime(contract: str) -> str:
    """Give the login of the manager of a contract's prime provider."""
    return login_of_prime(plan_of(contract).prime)


def shared(contract: str) -> Place:
    """Give a contract with its department and provider as readers."""
    return Place(contract, Audience.SHARED)


def dwp(contract: str) -> Place:
    """Give a contract with the department alone as reader."""
    return Place(contract, Audience.DWP)
