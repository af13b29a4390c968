"""What does a sender ask for, and what is the answer?"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from monitoring.reading.identifiers import holds_an_identifier
from monitoring.vocabulary import Status

if TYPE_CHECKING:
    from datetime import date, datetime

    from monitoring.findings import Problem
    from monitoring.mending import Mend
    from monitoring.reading.table import HowRead
    from monitoring.vocabulary import Mode, Source


class CallError(Exception):
    """The call is wrong, or names something that is unknown or not the caller's (same words)."""


class NotYoursError(CallError):
    """It names what is unknown or not the caller's: the doors write the refusal down."""

    written = False  # whether they have


def refuse_identifiers(*texts: object) -> None:
    """Refuse a sentence somebody wrote that holds a national insurance number or a postcode.

    Raises
    ------
    CallError
        If one does; it says so without repeating it.
    """
    if any(isinstance(text, str) and holds_an_identifier(text) for text in texts):
        msg = (
            "What was written holds a national insurance number or a postcode. Nothing was kept. "
            "Take it out: a person is never named here, and a place is named in words."
        )
        raise CallError(msg)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sending:
    """One file and what its sender says about it."""

    dataset: str
    name: str
    data: bytes = field(repr=False)
    source: Source | None = None  # None: the dataset's default
    contract: str | None = None
    mapping: str | None = None
    sheet: str | None = None
    months: tuple[date, ...] = ()
    mode: Mode | None = None  # None: the dataset's default, and a removal is not yet confirmed
    hold_faulty: bool = False
    confirm_size: bool = False
    reason: str = ""
    received: datetime | None = None
    mends: tuple[Mend, ...] = ()  # what the sender put right before sending it


@dataclass(frozen=True, slots=True)
class Changes:
    """How many rows a file adds, changes, removes and leaves as they stand."""

    added: int = 0
    changed: int = 0
    removed: int = 0
    unchanged: int = 0

    @property
    def stored(self) -> int:
        """Give the file's rows that stand after it."""
        return self.added + self.changed + self.unchanged


@dataclass(frozen=True, slots=True)
class Movement:
    """A measure's total over the same months, before and after a file (in the measure's unit)."""

    contract: str
    measure: str
    before: int
    after: int
    months: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """How the sending ended. ``as_json`` is what the terminal prints (architecture section 7)."""

    status: Status
    sha256: str
    problems: tuple[Problem, ...] = ()
    submission: int | None = None
    earlier_submission: int | None = None
    rows_read: int = 0
    rows_held: int = 0
    changes: Changes = Changes()
    movements: tuple[Movement, ...] = ()
    months: tuple[date, ...] = ()
    contracts: tuple[str, ...] = ()
    versions: tuple[int, ...] = ()
    how: HowRead | None = None

    def as_json(self) -> dict[str, Any]:
        """Give the answer with the keys that scripts rely on.

        The changes of a file that waits for a yes are those it would make; none of it is stored.
        """
        changes = self.changes
        stored = 0 if self.status is Status.NEEDS_CONFIRMATION else changes.stored
        return {
            "submission": self.submission,
            "status": str(self.status),
            "sha256": self.sha256,
            "rows": {"read": self.rows_read, "stored": stored, "held": self.rows_held},
            "changes": {
                "added": changes.added,
                "changed": changes.changed,
                "removed": changes.removed,
                "unchanged": changes.unchanged,
            },
            "problems": [problem.as_json() for problem in self.problems],
            "earlier_submission": self.earlier_submission,
        }
