"""In which ways can two records differ, and what is said of each?

Source: requirements.md REC-02 and C.3, discrepancy_class. Two are added, because what the other
record cannot hold yet, or does not hold at all, is no discrepancy of either side.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


class Difference(StrEnum):
    """What one key of two records comes to. Every key has exactly one."""

    AGREES = "agrees"
    WITHIN_TOLERANCE = "within_tolerance"
    DATE = "date"
    TIMING = "timing"
    STATUS = "status"
    LATE_NOTIFICATION = "late_notification"
    DUPLICATE = "duplicate"
    WRONG_CONTRACT = "wrong_contract"
    INELIGIBLE_EXIT = "ineligible_exit"
    DEFERRAL = "deferral"
    NOT_YET_RECEIVED = "not_yet_received"
    NOT_EXPECTED = "not_expected"
    LEFT_ONLY = "left_only"
    RIGHT_ONLY = "right_only"


ORDER = tuple(Difference)
PLACE: Mapping[Difference, int] = {each: place for place, each in enumerate(ORDER)}
"""The place of each class in ``ORDER``: how a class is held where there may be a million rows."""

UNEXPLAINED = (Difference.LEFT_ONLY, Difference.RIGHT_ONLY)
"""Missing on one side for no reason found. Counted gross: 10 missing each way are 20, never 0.

Source: field_anchors.md section 4, data quality and reconciliation.
"""

SETTLED = (Difference.AGREES, Difference.WITHIN_TOLERANCE, Difference.NOT_EXPECTED)
"""Keys nobody need look at: the same, so near that the contract calls it the same (REC-06), or of
a kind the other record does not hold."""

MEANINGS: Mapping[Difference, str] = {
    Difference.AGREES: "both records have it, on the same day and alike",
    Difference.WITHIN_TOLERANCE: "both have it, on days no further apart than the tolerance",
    Difference.DATE: "both have it, on days of one month further apart than the tolerance",
    Difference.TIMING: "both have it, in different months",
    Difference.STATUS: "both have it, and say different things of it",
    Difference.LATE_NOTIFICATION: "the notice went out late, and the right record is dated by it",
    Difference.DUPLICATE: "one record holds the client more often than the other",
    Difference.WRONG_CONTRACT: "the other record of it stands under another contract",
    Difference.INELIGIBLE_EXIT: "found ineligible before the right record had anything",
    Difference.DEFERRAL: "the right record has a deferral and nothing else",
    Difference.NOT_YET_RECEIVED: "the other record cannot hold it yet",
    Difference.NOT_EXPECTED: "of a kind the other record does not hold",
    Difference.LEFT_ONLY: "only the left record has it, for no reason found",
    Difference.RIGHT_ONLY: "only the right record has it, for no reason found",
}
