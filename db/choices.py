"""How are months, days and instants read as people type them, here and in an address?"""

from __future__ import annotations

from datetime import UTC, date, datetime

from db.publishing.request import CallError
from db.queries.knowledge import LONDON, end_of_day
from monitoring import datasets

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


def received_at(text: str, now: datetime) -> datetime:
    """Read the instant a file was received; today's date alone is this moment.

    Raises
    ------
    CallError
        If it is not an instant, or has not come yet: what is known now would not hold it.
    """
    moment = instant_of(text)
    if moment <= now:
        return moment
    if moment == end_of_day(now.astimezone(LONDON).date()):
        return now
    msg = f"A file cannot have been received at {text}: that has not come yet."
    raise CallError(msg)


def pair_of(text: str) -> str:
    """Read one side of a comparison, DATASET:SOURCE, and give it back as written."""
    name, _, source = text.partition(":")
    if name not in datasets.ALL or source not in datasets.dataset(name).sources:
        msg = f"'{text}' is not DATASET:SOURCE. Write it as referrals:lms or starts:provider_mi."
        raise CallError(msg)
    return text
