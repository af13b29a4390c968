"""Which sections of a pack tell what people wrote, promised, asked and sent?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from monitoring.audiences import WORDS
from monitoring.governance import shown
from monitoring.governance.items import ItemKind, in_order
from monitoring.governance.notes import EVENT_KINDS, NoteKind
from monitoring.governance.plans import NOT_AN_EFFECT
from monitoring.narrative import calendar
from monitoring.narrative.promises import (
    board_finding,
    carried_words,
    requests_finding,
    series_sentence,
)
from monitoring.narrative.words import day, month, rate_of
from monitoring.pack.content import Column, Kind, Section, Table
from monitoring.pack.parts import PARTS, Part
from monitoring.variations import KINDS as VARIATIONS
from monitoring.variations import state

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    import pandas as pd

    from monitoring.governance.items import Item
    from monitoring.governance.notes import Note
    from monitoring.governance.requests import Request
    from monitoring.governance.reviews import Meeting, Series
    from monitoring.pack.content import Cell
    from monitoring.sets_shown import SetsOf
    from monitoring.variations import Variation

SAID_OF_NOTES = {NoteKind.NOTE: "Note", NoteKind.EVENT: "Event", NoteKind.REASON: "Reason"}


def first_words(items: Sequence[Item], series: Sequence[Series], on: date) -> str:
    """Say when the next review is due, what is open and what was carried over most."""
    return board_finding(items, series, on)


def items(found: Iterable[Item], measures: Mapping[str, str], on: date, since: date) -> Section:
    """Give the open issues and actions, the most carried first, and those closed since a day."""
    mine = [
        one
        for one in in_order(found, on)
        if one.terms.kind is not ItemKind.PLAN and (one.is_open or one.last.at.date() >= since)
    ]
    if not mine:
        return _section(Part.ITEMS, ["No issue or action is open."])
    rows = zip(mine, shown.items(mine, measures, on), strict=True)
    cells = [
        (
            one.number,
            row["sort"],
            row["what"],
            one.terms.how,
            row["who"],
            _day(row["due"]),
            row["state"],
            carried_words(one),
            row["measure"],
            row["outcome"],
        )
        for one, row in rows
    ]
    columns = (
        Column("Item", Kind.NUMBER),
        Column("Kind"),
        Column("What"),
        Column("How"),
        Column("Who"),
        Column("By when", Kind.DAY),
        Column("State"),
        Column("Carried over"),
        Column("About"),
        Column("What came of it"),
    )
    opened = sum(one.is_open for one in mine)
    said = f"Open: {opened}. Closed since {day(since)}: {len(mine) - opened}."
    return _section(Part.ITEMS, [said], [_table("Issues and actions", columns, cells)])


def _day(value: date | None) -> str | None:
    return value.isoformat() if value else None


def plans(found: Iterable[Item], sentences: Mapping[int, str]) -> Section:
    """Give the improvement plans with their measure before, while and after; never an effect."""
    mine = [one for one in found if one.terms.kind is ItemKind.PLAN]
    if not mine:
        return _section(Part.PLANS, ["There is no improvement plan."])
    cells = [
        (
            one.number,
            one.terms.what,
            one.terms.who,
            _day(one.terms.month),
            _day(one.terms.due_on),
            "Open" if one.is_open else f"Closed: {one.terms.outcome}",
            sentences.get(one.number, ""),
        )
        for one in mine
    ]
    columns = (
        Column("Plan", Kind.NUMBER),
        Column("What"),
        Column("Who"),
        Column("From", Kind.DAY),
        Column("To", Kind.DAY),
        Column("State"),
        Column("Before and after"),
    )
    return _section(Part.PLANS, [NOT_AN_EFFECT], [_table("Improvement plans", columns, cells)])


def notes(found: Iterable[Note], measures: Mapping[str, str]) -> Section:
    """Give the notes and dated events, the latest first."""
    cells = [
        (
            one.at.date().isoformat(),
            _kind(one),
            _about(one, measures),
            f"{day(one.on_date)}: {one.text}" if one.on_date else one.text,
            WORDS[one.audience],
        )
        for one in found
    ]
    columns = (
        Column("Written", Kind.DAY),
        Column("Kind"),
        Column("About"),
        Column("Text"),
        Column("Who reads it"),
    )
    if not cells:
        return _section(Part.NOTES, ["Nothing was noted about the quarter."])
    return _section(Part.NOTES, (), [_table("Notes and events", columns, cells)])


def _kind(one: Note) -> str:
    if one.kind is NoteKind.EVENT:
        return f"Event: {EVENT_KINDS.get(one.reason, 'other').lower()}"
    return SAID_OF_NOTES[one.kind]


def _about(one: Note, measures: Mapping[str, str]) -> str:
    named = measures.get(one.about.measure, one.about.measure)
    parts = [named, month(one.about.month) if one.about.month else ""]
    return ", ".join(part for part in parts if part) or "The contract"


def sets(found: SetsOf, said: str, told: pd.DataFrame, log: Iterable[Variation]) -> Section:
    """Give every profile set with its total of the headline measure, and the variations' log."""
    cells = [
        (
            row["set"],
            row["standing"],
            row["months"],
            _number(row["total"]),
            _number(row["difference"]),
            _day(row["effective_from"]),
        )
        for row in told.to_dict("records")
    ]
    columns = (
        Column("Set"),
        Column("Standing"),
        Column("Months"),
        Column("Total", Kind.NUMBER),
        Column("Less the original", Kind.NUMBER),
        Column("From", Kind.DAY),
    )
    caveats = [f"The {one.title} set {one.caveat}." for one in found.ordered if one.caveat]
    tables = [_table("Profile sets", columns, cells), *_variations(log)]
    return _section(Part.SETS, [said, *caveats], tables)


def _number(value: object) -> float | None:
    return None if value is None or value != value else float(str(value))  # noqa: PLR0124 - NaN


def _variations(log: Iterable[Variation]) -> list[Table]:
    cells = [
        (
            one.reference,
            VARIATIONS[one.kind],
            _day(one.dated),
            one.parties,
            one.reason,
            state(one.dids),
        )
        for one in log
    ]
    columns = (
        Column("Variation"),
        Column("Of what"),
        Column("Dated", Kind.DAY),
        Column("Parties"),
        Column("Reason"),
        Column("State"),
    )
    return [_table("Variations", columns, cells)] if cells else []


def returns(rows: pd.DataFrame) -> Section:
    """Give when each return of the quarter fell due and came, without partners' weeks."""
    cells = [
        (
            calendar.whose(row["source"]),
            month(row["period"]),
            row["due_on"].date().isoformat(),
            row["received_on"].date().isoformat() if row["received_on"] == row["received_on"]
            else None,
            _number(row["days_late"]),
            f"{row['state'][:1].upper()}{row['state'][1:]}",
        )
        for row in rows.to_dict("records")
    ]
    if not cells:
        return _section(Part.RETURNS, ["No return of the quarter fell due."])
    columns = (
        Column("From"),
        Column("For"),
        Column("Due", Kind.DAY),
        Column("Received", Kind.DAY),
        Column("Days late", Kind.NUMBER),
        Column("State"),
    )
    fell = rows[rows["fell_due"]]
    came = int((fell["received_on"] <= fell["due_on"]).sum())
    said = f"In time: {rate_of(came, len(fell))} of the returns that fell due."
    return _section(Part.RETURNS, [said], [_table("Returns", columns, cells)])


def requests(found: Sequence[Request], titles: Mapping[str, str], on: date, since: date) -> Section:
    """Give the requests that wait, and those settled since a day."""
    mine = [one for one in found if one.is_open or one.last.at.date() >= since]
    cells = [
        (
            row["number"],
            row["purpose"],
            row["of"],
            row["what"],
            row["months"],
            _day(row["due"]),
            row["state"],
            row["took"],
        )
        for row in shown.requests(mine, titles, on)
    ]
    columns = (
        Column("Request", Kind.NUMBER),
        Column("What for"),
        Column("Asked of"),
        Column("Of what"),
        Column("Months"),
        Column("By when", Kind.DAY),
        Column("State"),
        Column("Took"),
    )
    tables = [_table("Requests", columns, cells)] if cells else []
    return _section(Part.REQUESTS, [requests_finding(found, on)], tables)


def reviews(series: Sequence[Series], held: Iterable[Meeting], since: date) -> Section:
    """Say when each kind of meeting is next due, and list those held since a day."""
    cells = [
        (row["held"].isoformat(), row["kind"], row["how"], row["text"], row["present"])
        for row in shown.meetings([one for one in held if one.held_on >= since])
    ]
    columns = (
        Column("Held on", Kind.DAY),
        Column("What"),
        Column("How"),
        Column("What was said"),
        Column("Who was there"),
    )
    tables = [_table("Meetings held", columns, cells)] if cells else []
    return _section(Part.REVIEWS, [series_sentence(one) for one in series], tables)


def _table(
    title: str, columns: tuple[Column, ...], cells: Iterable[tuple[Cell, ...]]
) -> Table:
    return Table(title, columns, tuple(cells))


def _section(
    part: Part, said: Iterable[str] = (), tables: Iterable[Table] = ()
) -> Section:
    return Section(part.value, PARTS[part], tuple(said), (), tuple(tables))
