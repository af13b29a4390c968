"""How are months, days and instants read as people type them, here and in an address?"""

from __future__ import annotations

from datetime import UTC, date, datetime

from db.publishing.request import CallError
from db.queries.knowledge import end_of_day

LENGTH_OF_A_DATE = len("2009-04-30")


def month_of(text: str) -> date:
    """Read a month written YYYY-MM."""
    try:
        return datetime.strptime(text, "%Y-%m").replace(tzinfo=UTC).date()
    except ValueError:
        msg = f"'{text}' is not a month. Write it as 2009-04."
        raise CallError(msg) from None


def day_of(text: str) -> date:
    """Read a day written YYYY-MM-DD."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        msg = f"'{text}' is not a date. Write it as 2009-04-30."
        raise CallError(msg) from None


def instant_of(text: str) -> datetime:
    """Read an instant; a date alone is the end of that day, and a time without a zone London's."""
    try:
        if len(text) <= LENGTH_OF_A_DATE:
            return end_of_day(date.fromisoformat(text))
        moment = datetime.fromisoformat(text)
    except ValueError:
        msg = f"'{text}' is not an instant. Write it as 2009-04-30 or 2009-04-30T17:00+01:00."
        raise CallError(msg) from None
    return moment if moment.tzinfo else moment.replace(tzinfo=end_of_day(moment.date()).tzinfo)
