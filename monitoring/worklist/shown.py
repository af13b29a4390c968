"""How is a worklist said: its classes, its finding, what closed an item?"""

from __future__ import annotations

import math
from types import MappingProxyType
from typing import TYPE_CHECKING

from monitoring.narrative.words import count_of, day, listed, lower_first, number, percent
from monitoring.reconciliation import Difference
from monitoring.worklist.items import ClosedBy

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from monitoring.worklist.views import Moved, Standing

CLASSES: Mapping[str, str] = MappingProxyType(
    {
        Difference.LEFT_ONLY: "Only in the left record",
        Difference.RIGHT_ONLY: "Only in the right record",
        Difference.DATE: "Days differ",
        Difference.TIMING: "In different months",
        Difference.STATUS: "Say different things",
        Difference.LATE_NOTIFICATION: "Notified late",
        Difference.DUPLICATE: "Held twice",
        Difference.WRONG_CONTRACT: "Under another contract",
        Difference.INELIGIBLE_EXIT: "Left: not eligible",
        Difference.DEFERRAL: "Deferred",
        Difference.NOT_YET_RECEIVED: "Not yet received",
        "": "No difference any more",
    }
)
"""What each way to differ is called in a list."""


ABOUT: Mapping[str, str] = MappingProxyType(
    {
        "Worked out at every read": "A difference is stored nowhere. What people write about it is "
        "kept as steps; no value of a source is changed.",
        "Unexplained": "Only in one of the two records, for no reason found, and without an answer "
        "of the provider.",
        "Closed by itself": "A later return that explains an item closes it and is named. What is "
        "older than the contract's start month, or within its tolerance, is closed and kept.",
    }
)


def class_said(code: str, titles: tuple[str, str]) -> str:
    """Say how an item differs, with the records by their titles.

    Examples
    --------
    >>> class_said("left_only", ("Jobcentre referrals", "Provider's starts"))
    'Only in Jobcentre referrals'
    """
    alone = dict(zip((Difference.LEFT_ONLY, Difference.RIGHT_ONLY), titles, strict=True))
    named = {str(each): title for each, title in alone.items()}
    if code not in named:
        return CLASSES.get(code, code)
    title = named[code]
    return f"Only in {title if title.startswith('Jobcentre') else lower_first(title)}"


def finding(found: Standing, moved: Moved | None, since: date) -> str:
    """Say how many differences are open, how many unexplained, how old the oldest, what moved."""
    if not found.open:
        return "No difference between these records is open."
    still = count_of(found.open, "difference is", "differences are")
    said = [f"{still} open", f"{number(found.unexplained)} of them unexplained"]
    if found.oldest_days is not None:
        said.append(f"the oldest for {count_of(found.oldest_days, 'day', 'days')}")
    first = f"{', '.join(said)}."
    waiting = []
    if found.answered:
        waiting.append(f"{count_of(found.answered, 'answer waits', 'answers wait')} to be accepted")
    if found.overdue:
        waiting.append(f"{count_of(found.overdue, 'item is', 'items are')} overdue")
    then = f" {listed(waiting)}.".replace(". ", ".") if waiting else ""
    return f"{first}{then} {_moved(moved, since)}".strip()


def _moved(moved: Moved | None, since: date) -> str:
    if moved is None:
        return ""
    closed = f"{number(moved.closed)} closed"
    if moved.closed and not math.isnan(moved.closure_rate):
        closed += f" ({percent(moved.closure_rate)} of those open then)"
    return f"Since {day(since)}: {number(moved.opened)} new, {closed}."


def state_said(state: str, closed_by: str, receipt: float, authority: str) -> str:
    """Say how an item stands, and what closed it.

    Examples
    --------
    >>> state_said("closed", "receipt", 12.0, "")
    'closed: explained by receipt 12'
    >>> state_said("closed", "start month", float("nan"), "Review, 3 June 2009")
    'closed: older than the start month (Review, 3 June 2009)'
    >>> state_said("answered", "", float("nan"), "")
    'answered'
    """
    match closed_by:
        case ClosedBy.RECEIPT if math.isnan(receipt):
            return "closed: neither record holds it any more"
        case ClosedBy.RECEIPT:
            return f"closed: explained by receipt {receipt:.0f}"
        case ClosedBy.START:
            return f"closed: older than the start month ({authority})"
        case ClosedBy.TOLERANCE:
            return "closed: within the tolerance"
    return state
