"""What is told about a contract: its size, its partners and how its luck turns?"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Literal

from sample_data.generate.months import add_months, between

if TYPE_CHECKING:
    from collections.abc import Sequence

Theme = Literal["jobs", "referrals", "lag", "fta"]


@dataclass(frozen=True, slots=True)
class Turn:
    """One thing that changes for some months: what, from when to when, and by which factor."""

    theme: Theme
    first: date
    last: date
    factor: float


@dataclass(frozen=True, slots=True)
class Site:
    """A place where clients are seen, and its share of the work."""

    name: str
    site_type: str
    area_type: str
    share: float
    opened_on: date
    organisation: str = ""


@dataclass(frozen=True, slots=True)
class Terms:
    """An arrangement with a partner under terms that begin on a day.

    ``client_share`` is the share of the contract's clients an end-to-end partner takes and
    ``use`` how often a client with the matching need is sent to a specialist.
    """

    arrangement: str
    partner: str
    model: str
    starts_on: date
    label: str = ""
    group: str = ""
    area: str = ""
    ends_on: date | None = None
    has_targets: bool = False
    is_paid: bool = False
    outcome_share: float | None = None
    client_share: float = 0.0
    service: str = ""
    need: str = ""
    use: float = 0.0
    weekly: bool = False
    invoice_gbp: int = 0
    days_late: int = 0

    def stands_on(self, day: date) -> bool:
        """Say whether these terms hold on a day."""
        return self.starts_on <= day and (self.ends_on is None or day <= self.ends_on)


@dataclass(frozen=True, slots=True)
class Plan:
    """One contract as it was agreed and as it went; volumes are referrals in a settled month."""

    contract: str
    area: str
    prime: str
    phase: str
    starts_on: date
    value_gbp: int
    mandatory: float
    voluntary: float
    profiled_mandatory: int
    profiled_voluntary: int
    job_rate: float
    voluntary_job_rate: float
    fta: float = 0.30
    scheme: str = ""
    prefix: str = ""
    offices: tuple[str, ...] = ()
    sites: tuple[Site, ...] = ()
    terms: tuple[Terms, ...] = ()
    turns: tuple[Turn, ...] = ()
    length: int = 36
    cm: str = ""
    tppm: str = ""

    @property
    def last_month(self) -> date:
        """Give the last month of the contract."""
        return add_months(self.starts_on, self.length - 1)

    def factor(self, theme: Theme, month: date) -> float:
        """Multiply what the contract's turns say about one theme in a month."""
        product = 1.0
        for turn in self.turns:
            if turn.theme == theme and turn.first <= month <= turn.last:
                product *= turn.factor
        return product


def like_sites(count: int, site: Site) -> tuple[Site, ...]:
    """Give several sites like this one that share its part of the work."""
    return tuple(
        replace(site, name=f"{site.name} {number}", share=site.share / count)
        for number in range(1, count + 1)
    )


# Claims by new clients fall in December and August and come in on their way out of the holidays.
SEASON = (1.14, 1.06, 1.08, 0.96, 0.99, 1.02, 0.98, 0.88, 1.05, 1.07, 1.03, 0.74)
# The first months of a contract: the Jobcentre's referrals grow as its staff learn the route.
RAMP = (0.35, 0.55, 0.72, 0.86, 0.95)
# What an employer offers: index of job chances. 2007-12 to 2008-08 is 1; the trough is mid-2009.
ECONOMY_PERCENT = (
    "100 100 100 100 100 100 99 98 95 88 79 70 61 55 51 49 48 48 49 51 53 56 59 62 "
    "64 66 68 70 72 73 74 75 76 77 77 78"
)
ECONOMY = tuple(int(percent) / 100 for percent in ECONOMY_PERCENT.split())
FIRST_ECONOMY_MONTH = date(2007, 12, 1)
# New claims after 27 October 2008 reach the provider later, because they wait for an assessment.
ESA_PAUSE = {
    date(2008, 11, 1): 0.78,
    date(2008, 12, 1): 0.72,
    date(2009, 1, 1): 0.80,
    date(2009, 2, 1): 0.90,
}
RECESSION_INFLOW = (date(2009, 3, 1), 1.10)


def economy(month: date) -> float:
    """Give the index of job chances in a month."""
    return _at(ECONOMY, between(FIRST_ECONOMY_MONTH, month))


def inflow(plan: Plan, month: date) -> float:
    """Give a month's share of a settled month's referrals."""
    step = between(plan.starts_on, month)
    ramp = RAMP[step] if 0 <= step < len(RAMP) else 1.0
    change = ESA_PAUSE.get(month, RECESSION_INFLOW[1] if month >= RECESSION_INFLOW[0] else 1.0)
    return SEASON[month.month - 1] * ramp * change * plan.factor("referrals", month)


def _at(values: Sequence[float], index: int) -> float:
    """Give the value at an index, holding the ends."""
    return values[min(max(index, 0), len(values) - 1)]
