"""What can a worklist be narrowed to?"""

from __future__ import annotations

from monitoring.reconciliation import LEFT, RIGHT
from monitoring.worklist import views
from monitoring.worklist.items import Turn
from monitoring.worklist.steps import State

PAIRS = {
    f"{LEFT}/{RIGHT}": "Referrals and starts",
    "claims:provider_mi/claims:payments": "Claims and payments",
    "exits:provider_mi/exits:bdc": "Leavers and benefit centre",
}
"""The comparisons that are worked; each by its two sides."""

STATES = {
    views.OPEN: "Open",
    **{str(one): str(one).capitalize() for one in State if one not in {State.OPEN, State.CLOSED}},
    views.CLOSED: "Closed",
    views.ALL: "All",
}
NOTHING = (
    "There is no worklist to show: nothing was returned for these records yet, or you do not see "
    "the clients of this contract."
)
TURNS = {
    "": "Everybody's",
    Turn.DEPARTMENT.value: "The department's",
    Turn.PROVIDER.value: "The provider's",
}
