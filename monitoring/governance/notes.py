"""What did people note beside a figure, a month, a return or a contract, and what stands of it?

A correction is a note that takes the place of another; a note without text takes one back. Both
leave what was said before to be read. Source: requirements.md MI-22, PRO-17.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from monitoring.audiences import Audience


class NoteKind(StrEnum):
    """What sort of note it is."""

    NOTE = "note"
    EVENT = "event"
    REASON = "reason"


EVENT_KINDS = {
    "programme_change": "Change of the programme",
    "economy": "Economy",
    "staffing": "Staffing",
    "marketing": "Marketing",
    "warm_up": "Warm-up sessions",
    "double_booking": "Double booking",
    "wfi_length": "Length of interviews",
    "wfi_subcontracted": "Interviews subcontracted",
    "readiness_method": "How readiness is rated",
    "sector_training": "Sector training",
    "incentive": "Incentives",
}
"""Source: requirements.md C.3, chart_event_kind."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What a note is about; blank where it is about the contract as a whole."""

    measure: str = ""
    category: str = ""
    month: date | None = None
    submission: int | None = None


@dataclass(frozen=True, slots=True)
class Said:
    """What is said: text, and for a dated event its day and kind."""

    text: str
    on_date: date | None = None
    kind: str = ""  # one of EVENT_KINDS


@dataclass(frozen=True, slots=True)
class Note:
    """One note as it was written."""

    contract: str
    number: int
    kind: NoteKind
    about: Subject
    text: str
    by: str
    at: datetime
    audience: Audience
    arrangement: str = ""
    on_date: date | None = None
    reason: str = ""
    replaces: int | None = None
    writer: str = ""  # by name and side, where known

    @property
    def who(self) -> str:
        """Give who wrote it, as readers know them."""
        return self.writer or self.by


@dataclass(frozen=True, slots=True)
class Standing:
    """A note as it stands, with what was said in its place before, the latest first."""

    note: Note
    earlier: tuple[Note, ...] = ()

    @property
    def taken_back(self) -> bool:
        """Say whether its writer took it back."""
        return not self.note.text


def standing(notes: Iterable[Note]) -> list[Standing]:
    """Give the notes that no later one replaces, the latest first, each with its earlier forms."""
    by_number = {note.number: note for note in notes}
    replaced = {note.replaces for note in by_number.values()}
    kept = [note for note in by_number.values() if note.number not in replaced]
    found = [Standing(note, tuple(_before(note, by_number))) for note in kept]
    return sorted(found, key=lambda one: (one.note.at, one.note.number), reverse=True)


def _before(note: Note, by_number: dict[int, Note]) -> Iterable[Note]:
    while note.replaces is not None and note.replaces in by_number:
        note = by_number[note.replaces]
        yield note


def beside(found: Iterable[Standing], *, measure: str, months: Iterable[date]) -> list[Standing]:
    """Keep the notes about a measure in some months, those about a whole month or the measure too.

    Notes about a return, dated events and reasons for a shortfall are shown elsewhere.
    """
    wanted = set(months)
    return [
        one
        for one in found
        if one.note.kind is NoteKind.NOTE
        and one.note.about.submission is None
        and one.note.about.measure in {"", measure}
        and (one.note.about.month is None or one.note.about.month in wanted)
    ]


def of_month(found: Iterable[Standing], *, measure: str, month: date) -> list[Standing]:
    """Keep the notes about one month: of a measure, or of every one."""
    return [
        one
        for one in beside(found, measure=measure, months=[month])
        if one.note.about.month == month
    ]


def of_return(found: Iterable[Standing], submission: int) -> list[Standing]:
    """Keep the notes about one return: its commentary."""
    return [one for one in found if one.note.about.submission == submission]


def events(found: Iterable[Standing]) -> list[Note]:
    """Give the dated events that stand, the earliest first."""
    dated = [
        one.note
        for one in found
        if one.note.kind is NoteKind.EVENT and one.note.on_date and not one.taken_back
    ]
    return sorted(dated, key=lambda note: (str(note.on_date), note.number))
