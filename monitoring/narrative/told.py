"""What is one figure at the head of a page: its name, what it is, and what to hold it against?"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Told:
    """One figure in words, with its comparison (blank where there is none)."""

    label: str
    value: str
    comparison: str = ""
