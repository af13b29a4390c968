"""What is said of one client who was looked for?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from monitoring.narrative.words import count_of, listed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from monitoring.journeys.line import Found

WHAT = (
    "Type one reference: the case reference, or another one a source uses for the client. It is "
    "sent with the form, stands in no address, and is not kept. Each search is written down with "
    "your name and how many events were shown, without the reference."
)
NOBODY = (
    "No client of that reference is among those you may see. Look for a letter O in place of a "
    "nought, or ask who sends the return."
)
LINE = (
    "Every row that stands about the client, as each source tells it; where two sources differ "
    "both are shown. Receipt and row say which return it came in."
)


def found_sentence(found: Sequence[Found]) -> str:
    """Say under which contracts the client is known, and how much is known there."""
    if not found:
        return NOBODY
    told = [
        f"{one.contract} ({count_of(len(one.events), 'event', 'events')} from "
        f"{listed(sorted(set(one.events['source'])))})"
        for one in found
    ]
    return f"Known under {listed(told)}."
