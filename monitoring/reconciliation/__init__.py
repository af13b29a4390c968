"""Do two records describe the same people, and if not, how do they differ and why?

Sides are read as frames SIDE; ``reconcile`` gives every key of both exactly one class.
"""

from monitoring.reconciliation.bridge import BRIDGE, LESS, MORE, Step, bridge, waiting
from monitoring.reconciliation.causes import EVIDENCE, Kind, explained
from monitoring.reconciliation.classes import KEY, RECONCILED, coded, reconcile
from monitoring.reconciliation.differences import MEANINGS, SETTLED, UNEXPLAINED, Difference
from monitoring.reconciliation.leavers import CARRIED, still_carried
from monitoring.reconciliation.likely import PROPOSED, REFERRED, Likeness, proposals
from monitoring.reconciliation.rules import Rules
from monitoring.reconciliation.sides import ACCEPTED, LEFT, RIGHT, SIDE, SIDES, Side
from monitoring.reconciliation.tallies import Totals, tally, totals, trend
from monitoring.reconciliation.timing import GAPS, ByDay, gaps

__all__ = [
    "ACCEPTED",
    "BRIDGE",
    "CARRIED",
    "EVIDENCE",
    "GAPS",
    "KEY",
    "LEFT",
    "LESS",
    "MEANINGS",
    "MORE",
    "PROPOSED",
    "RECONCILED",
    "REFERRED",
    "RIGHT",
    "SETTLED",
    "SIDE",
    "SIDES",
    "UNEXPLAINED",
    "ByDay",
    "Difference",
    "Kind",
    "Likeness",
    "Rules",
    "Side",
    "Step",
    "Totals",
    "bridge",
    "coded",
    "explained",
    "gaps",
    "proposals",
    "reconcile",
    "still_carried",
    "tally",
    "totals",
    "trend",
    "waiting",
]
