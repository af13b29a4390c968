"""What is wrong with one cell, before anyone knows which row it stands in?"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fault:
    """A cell that cannot be read: which rule it breaks and what to write instead."""

    rule: str
    message: str


BLANK = Fault("blank", "This column may not be blank. Fill it in, or remove the row.")
