"""Which of a claim's days gives the outcome its month, and which claims count?

The publisher counts by this and every chart prints it, so that they cannot say different things.
"""

from __future__ import annotations

from monitoring.vocabulary import Source

DECIDED_ON, PAID_ON = "decided_on", "paid_on"
PAID = "paid"


def only_paid(source: str, stage: str) -> bool:
    """Say whether only claims that were paid count; otherwise those accepted do."""
    return source == Source.PAYMENTS or stage == PAID


def claim_day(source: str, stage: str, event: str) -> str:
    """Give the column that gives a counted claim its month.

    A payment extract knows only when it paid. A claim otherwise counts on the day its contract
    names (``event``; blank where nobody has), else on the day it became what is counted: decided or
    paid.
    """
    if source == Source.PAYMENTS:
        return PAID_ON
    return event or (PAID_ON if stage == PAID else DECIDED_ON)
