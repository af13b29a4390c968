"""What changed between two instants, or between two months of one contract?

Figures of both sides come from the same reads as everywhere; here they are only set side by side.
"""

from monitoring.since.figures import (
    Changed,
    Moved,
    Stand,
    all_known,
    as_known,
    changed,
    in_month,
    moved,
    of_overview,
)
from monitoring.since.happened import Happened, Sort, between, rules_set, sets_changed
from monitoring.since.returns import came, varied

__all__ = [
    "Changed",
    "Happened",
    "Moved",
    "Sort",
    "Stand",
    "all_known",
    "as_known",
    "between",
    "came",
    "changed",
    "in_month",
    "moved",
    "of_overview",
    "rules_set",
    "sets_changed",
    "varied",
]
