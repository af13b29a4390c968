"""Do two records describe the same people, and if not, how do they differ and why?

Sides are read as frames SIDE; ``reconcile`` gives every key of both exactly one class.
"""

from monitoring.reconciliation.causes import EVIDENCE, Kind, explained
from monitoring.reconciliation.classes import KEY, RECONCILED, coded, reconcile
from monitoring.reconciliation.differences import MEANINGS, SETTLED, UNEXPLAINED, Difference
from monitoring.reconciliation.rules import Rules
from monitoring.reconciliation.sides import ACCEPTED, LEFT, RIGHT, SIDE, SIDES, Side
from monitoring.reconciliation.tallies import Totals, tally, totals, trend

__all__ = [
    "ACCEPTED",
    "EVIDENCE",
    "KEY",
    "LEFT",
    "MEANINGS",
    "RECONCILED",
    "RIGHT",
    "SETTLED",
    "SIDE",
    "SIDES",
    "UNEXPLAINED",
    "Difference",
    "Kind",
    "Rules",
    "Side",
    "Totals",
    "coded",
    "explained",
    "reconcile",
    "tally",
    "totals",
    "trend",
]
