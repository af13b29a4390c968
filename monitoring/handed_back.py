"""Which returns wait for the organisation that sent them: sent back, or still to be certified?"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from monitoring.narrative.endings import ended_why, what_of
from monitoring.narrative.words import day

if TYPE_CHECKING:
    from datetime import date


class Waits(StrEnum):
    """What a return waits for."""

    SENDING = "sent_back"
    CERTIFYING = "certify"


@dataclass(frozen=True, slots=True)
class Handed:
    """One return that waits for somebody of the organisation that sent it."""

    waits: Waits
    contract: str
    submission: int
    title: str  # of its dataset
    months: tuple[date, ...]
    on: date  # sent back, or received
    why: str = ""

    def sentence(self, name: str) -> str:
        """Say what is waited for, of a contract of that name."""
        what = what_of(self.title, self.months)
        if self.waits is Waits.SENDING:
            return (
                f"{name}: the department sent {what} back on {day(self.on)}. "
                f"{ended_why(self.why)}"
            )
        return (
            f"{name}: {what}, received on {day(self.on)}, waits for a named person to certify it."
        )
