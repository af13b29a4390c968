"""How do items, meetings and requests read as rows of a table?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from monitoring.audiences import WORDS
from monitoring.governance.items import KINDS as ITEM_KINDS
from monitoring.governance.items import State
from monitoring.governance.parties import party_name
from monitoring.governance.requests import Did, hours, spans
from monitoring.governance.reviews import CHANNELS, Channel, how_often
from monitoring.governance.reviews import KINDS as MEETING_KINDS
from monitoring.narrative.words import count_of, percent
from monitoring.narrative.words import number as written
from monitoring.promises import shortened
from monitoring.rates import FEWEST

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from monitoring.governance.items import Item
    from monitoring.governance.plans import Stretch
    from monitoring.governance.requests import Effort, Request
    from monitoring.governance.reviews import Meeting, Series
    from monitoring.programmes import Measure

Row = dict[str, Any]
SHORT = 62  # characters of a button in a table
WAITS = {
    Did.ASKED: "Waits",
    Did.ANSWERED: "Answered",
    Did.DECLINED: "Declined",
    Did.WITHDRAWN: "Withdrawn",
}


def table(rows: Iterable[Row], columns: Iterable[str]) -> pd.DataFrame:
    """Give rows as a frame of some columns, so that a table without rows has its columns too."""
    return pd.DataFrame(list(rows), columns=list(columns))


def label(number: int, text: str) -> str:
    """Give the words on the button that opens something: its number and how it begins."""
    said = f"{number}. {shortened(text)}"
    return said if len(said) <= SHORT else f"{said[: SHORT - 1].rstrip()}\N{HORIZONTAL ELLIPSIS}"


def items(found: Iterable[Item], measures: Mapping[str, str], on: date) -> list[Row]:
    """Give a row an item."""
    return [
        {
            "number": one.number,
            "item": f"Item {one.number}",
            "what": one.terms.what,
            "state": _state(one, on),
            "carried": one.carried or None,
            "due": one.terms.due_on,
            "who": one.terms.who or "nobody named",
            "sort": ITEM_KINDS[one.terms.kind],
            "measure": measures.get(one.terms.measure, one.terms.measure),
            "review": one.terms.review_on,
            "outcome": one.terms.outcome,
            "readers": WORDS[one.last.audience],
        }
        for one in found
    ]


def _state(one: Item, on: date) -> str:
    if one.state(on) is State.OVERDUE:
        return f"Overdue, {count_of(one.days_late(on), 'day', 'days')}"
    if one.is_open and not one.terms.due_on:
        return "Open, no date"
    return "Open" if one.is_open else "Closed"


def series(found: Iterable[Series]) -> list[Row]:
    """Give a row a kind of meeting."""
    return [
        {
            "kind": MEETING_KINDS[one.kind],
            "state": _timing(one),
            "due": one.due,
            "last": one.last,
            "pack": f"Pack {one.pack}" if one.pack else None,
            "every": how_often(one.every),
        }
        for one in found
    ]


def _timing(one: Series) -> str:
    late = f", {count_of(one.days_late, 'day', 'days')}" if one.days_late else ""
    text = f"{one.timing}{late}"
    return f"{text[:1].upper()}{text[1:]}"


def meetings(found: Iterable[Meeting]) -> list[Row]:
    """Give a row a meeting."""
    return [
        {
            "number": one.number,
            "meeting": f"Meeting {one.number}",
            "kind": MEETING_KINDS[one.kind],
            "held": one.held_on,
            "how": channel(one.channel),
            "pack": f"Pack {one.pack_no}" if one.pack_no else None,
            "text": one.text,
            "present": one.present,
            "readers": WORDS[one.audience],
        }
        for one in found
    ]


def channel(code: str) -> str:
    """Say how people met."""
    return CHANNELS[Channel(code)] if code in list(Channel) else code


def requests(found: Iterable[Request], titles: Mapping[str, str], on: date) -> list[Row]:
    """Give a row a request, those that wait first."""
    ordered = sorted(found, key=lambda one: (not one.is_open, -one.days_late(on), -one.number))
    return [
        {
            "number": one.number,
            "request": f"Request {one.number}",
            "purpose": one.wanted.purpose,
            "state": _waits(one, on),
            "due": one.wanted.due_on,
            "of": party_name(one.wanted.of_party),
            "what": titles.get(one.wanted.measure or one.wanted.dataset, ""),
            "months": spans(one.wanted.months),
            "took": "" if one.wanted.minutes is None else hours(one.wanted.minutes),
            "by": one.steps[0].who,
        }
        for one in ordered
    ]


def _waits(one: Request, on: date) -> str:
    late = one.days_late(on)
    return f"Late, {count_of(late, 'day', 'days')}" if late else WAITS[one.last.did]


def efforts(found: Iterable[Effort]) -> list[Row]:
    """Give a row a contract quarter and party."""
    return [
        {
            "quarter": one.quarter,
            "party": party_name(one.party),
            "asked": one.asked,
            "settled": one.settled,
            "took": hours(one.minutes),
            "unknown": one.unknown or None,
        }
        for one in found
    ]


def stretches(found: Iterable[Stretch], measure: Measure) -> list[Row]:
    """Give a row a stretch of months before, during and after a plan."""
    return [
        {
            "when": f"{one.name[:1].upper()}{one.name[1:]}",
            "first": one.first,
            "last": one.last,
            "value": _value(one, measure),
            "counts": _counts(one, measure),
        }
        for one in found
    ]


def _value(one: Stretch, measure: Measure) -> str:
    if one.value is None:
        return "no figure"
    if measure.is_rate:
        return percent(one.value) if one.denominator >= FEWEST else "too few for a rate"
    return f"{written(one.value)} a month"


def _counts(one: Stretch, measure: Measure) -> str:
    if measure.is_rate:
        return f"{written(one.numerator)} of {written(one.denominator)}"
    months = count_of(one.known, "month", "months")
    return f"{written(one.numerator)} in {months} of {one.months}"
