"""How long is what kept, what is due to be destroyed, and how does it go?"""

from db.retention.applying import Outcome, apply
from db.retention.planning import Due, plan
from db.retention.schedule import Hold, hold, holds, lift, places, rules, set_period

__all__ = [
    "Due",
    "Hold",
    "Outcome",
    "apply",
    "hold",
    "holds",
    "lift",
    "places",
    "plan",
    "rules",
    "set_period",
]
