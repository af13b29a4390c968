"""Why may two records differ? The list a reason is chosen from, and the words for each.

Source: requirements.md REC-02 and C.3 (discrepancy_class); AT-08 names *received next month*.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

OTHER = "other"
"""A reason of this code is told in a sentence."""

CAUSES: Mapping[str, str] = MappingProxyType(
    {
        "received_next_month": "Received next month",
        "sent_late": "Notified late",
        "never_received": "Never received",
        "not_ours": "Not ours: another contract's",
        "duplicate": "Sent twice",
        "date_corrected": "Date to be corrected",
        "reference_corrected": "Reference to be corrected",
        "status_corrected": "Status to be corrected",
        "did_not_attend": "Referred, did not attend",
        "still_waiting": "Referred, still waiting to start",
        "deferred": "Deferred",
        "ineligible": "Left: not eligible",
        "left_earlier": "Left before starting",
        "too_small": "Too small to follow up",
        OTHER: "Another reason, told in a sentence",
    }
)
"""The codes of reasons with their words, in the order a list offers them."""

CODES = {words: code for code, words in CAUSES.items()}
"""The code of each reason as it is worded."""


def code_of(text: str) -> str | None:
    """Give the code of a reason typed as its words or as its code; None for anything else.

    Examples
    --------
    >>> code_of("Received next month"), code_of("sent_late "), code_of("perhaps")
    ('received_next_month', 'sent_late', None)
    """
    typed = text.strip()
    if typed.lower() in CAUSES:
        return typed.lower()
    worded = {words.lower(): code for words, code in CODES.items()}
    return worded.get(typed.lower())
