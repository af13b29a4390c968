"""What state are a contract's returns in: owed, or in part held?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from monitoring.narrative.words import count_of, day, listed, month, months_span

if TYPE_CHECKING:
    import pandas as pd

    from monitoring.freshness import Owed


def owed_sentence(owed: Owed) -> str:
    """Say which returns are owed and since when; nothing where none is."""
    if not owed.months or owed.due_on is None:
        return ""
    late = f"due {day(owed.due_on)}, {count_of(owed.days_late, 'day', 'days')} late"
    if len(owed.months) == 1:
        return f"{month(owed.months[0])} has not been returned: {late}."
    span = months_span(owed.months[0], owed.months[-1])
    return f"{len(owed.months)} months, {span}, have not been returned: the oldest {late}."


def held_sentence(held: pd.DataFrame) -> str:
    """Say how many rows wait to be mended and in which receipts; nothing where none do."""
    if held.empty:
        return ""
    rows = int(held["rows"].sum())
    receipts = listed([f"receipt {number}" for number in sorted(held["submission"])])
    wait, are = ("waits", "is") if rows == 1 else ("wait", "are")
    return (
        f"{count_of(rows, 'row', 'rows')} {wait} to be mended in {receipts} and {are} in no figure."
    )
