"""Which columns of the rows about clients is a journey made of?"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from monitoring.frames import DATE, MONTH, NUMBER, TEXT, WHOLE, FrameContract

if TYPE_CHECKING:
    from collections.abc import Mapping

CLIENT = "client_id"
_DRAWN = {
    "referrals": {
        "referred_on": DATE,
        "client_category": TEXT,
        "benefit": TEXT,
        "office": TEXT,
        "notified_on": DATE,
    },
    "starts": {
        "referred_on": DATE,
        "received_on": DATE,
        "started_on": DATE,
        "client_category": TEXT,
        "site": TEXT,
        "status": TEXT,
    },
    "appointments": {
        "scheduled_on": DATE,
        "slot": TEXT,
        "wfi_no": NUMBER,
        "result": TEXT,
        "minutes": NUMBER,
        "mode": TEXT,
        "site": TEXT,
        "followed_up_on": DATE,
    },
    "deferrals": {
        "from_on": DATE,
        "reason": TEXT,
        "review_on": DATE,
        "to_on": DATE,
        "approved_by_role": TEXT,
    },
    "provision": {
        "referred_on": DATE,
        "service": TEXT,
        "attended_on": DATE,
        "completed_on": DATE,
        "feedback_on": DATE,
    },
    "employment": {"job_started_on": DATE, "job_ended_on": DATE},
    "claims": {
        "outcome": TEXT,
        "job_started_on": DATE,
        "claimed_on": DATE,
        "decided_on": DATE,
        "decision": TEXT,
        "paid_on": DATE,
    },
    "exits": {"exited_on": DATE, "reason": TEXT},
    "assessments": {
        "kind": TEXT,
        "requested_on": DATE,
        "completed_on": DATE,
        "received_on": DATE,
    },
}
ROWS: Mapping[str, FrameContract] = MappingProxyType(
    {
        name: FrameContract(name, {CLIENT: WHOLE, "source": TEXT, **columns}, ())
        for name, columns in _DRAWN.items()
    }
)
"""The rows of each dataset, of one contract; ``client_id`` is the store's own number."""

EPISODES = FrameContract(
    "episodes",
    {
        "episode": WHOLE,
        CLIENT: WHOLE,
        "referred_on": DATE,
        "month": MONTH,
        "client_category": TEXT,
        "benefit": TEXT,
        "office": TEXT,
        "notified_on": DATE,
    },
    ("episode",),
)
"""One row a referral, numbered in the order of client and day."""
