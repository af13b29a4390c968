"""Which seven other contracts stand beside the four, so that comparisons have units?

They send monthly returns only. Some of their primes hold one of the four areas too, so that a
provider can be rolled up over its contracts.
"""

from __future__ import annotations

from datetime import date

from sample_data.generate.months import PHASE_1, PHASE_2
from sample_data.generate.story import Plan, Turn

LATER = date(2008, 10, 1)
FIRST_OF_SECOND = 5
SECOND = "Contract manager, Areas 9 to 11"


def _plan(
    number: int, prime: str, starts_on: date, size: float, job_rate: float, *turns: Turn
) -> Plan:
    """Give a light contract; the profile was bid on the same assumptions as everybody's."""
    return Plan(
        contract=f"PLP-L{number}",
        area=f"Area {number + 4}",
        prime=prime,
        phase={PHASE_1: "1", PHASE_2: "2"}.get(starts_on, "3"),
        starts_on=starts_on,
        value_gbp=int(size * 29_000) // 1000 * 1000,
        mandatory=size,
        voluntary=size * 0.11,
        profiled_mandatory=int(size * 1.08),
        profiled_voluntary=int(size * 0.36),
        job_rate=job_rate,
        voluntary_job_rate=job_rate * 2.2,
        turns=turns,
        cm="Contract manager, Areas 5 to 8" if number < FIRST_OF_SECOND else SECOND,
        tppm=f"Third party provision manager, Area {number + 4}",
    )


LIGHT = (
    _plan(
        1,
        "Prime Provider 1",
        PHASE_1,
        96,
        0.205,
        Turn("jobs", date(2010, 1, 1), date(2010, 11, 1), 1.12),
    ),
    _plan(2, "Prime Provider 3", PHASE_2, 128, 0.150),
    _plan(
        3,
        "Prime Provider 5",
        PHASE_2,
        74,
        0.158,
        Turn("lag", date(2009, 2, 1), date(2009, 4, 1), 1.3),
    ),
    _plan(
        4,
        "Prime Provider 5",
        PHASE_1,
        110,
        0.185,
        Turn("jobs", date(2010, 5, 1), date(2010, 7, 1), 0.80),
        Turn("jobs", date(2010, 8, 1), date(2010, 9, 1), 0.58),
        Turn("jobs", date(2010, 10, 1), date(2010, 11, 1), 0.38),
    ),
    _plan(
        5,
        "Prime Provider 2",
        PHASE_2,
        88,
        0.128,
        Turn("jobs", date(2009, 4, 1), date(2010, 2, 1), 0.66),
        Turn("jobs", date(2010, 6, 1), date(2010, 8, 1), 1.30),
        Turn("jobs", date(2010, 9, 1), date(2010, 11, 1), 1.75),
    ),
    _plan(6, "Prime Provider 6", PHASE_2, 66, 0.165),
    _plan(
        7,
        "Prime Provider 4",
        LATER,
        102,
        0.142,
        Turn("referrals", date(2009, 11, 1), date(2010, 2, 1), 0.8),
    ),
)
