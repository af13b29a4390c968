"""Which faults of a file are named one by one, and which only counted?"""

from __future__ import annotations

from collections import Counter
from typing import NoReturn

from monitoring.findings import Problem, Unreadable, refuses

MOST_NAMED = 20  # of each rule: enough to see the pattern, few enough to read
MOST_COUNTED = 10_000  # of each rule: the reading ends here


def refuse(rule: str, message: str, *, row: int | None = None) -> NoReturn:
    """Refuse the file for one reason that ends the reading.

    Raises
    ------
    Unreadable
        Always.
    """
    raise Unreadable(refuses(rule, message, row=row)) from None


class Faults:
    """Findings that refuse the file, gathered so that a sender sees them all at once."""

    def __init__(self) -> None:
        """Begin with none."""
        self._named: list[Problem] = []
        self._counts: Counter[str] = Counter()

    def __bool__(self) -> bool:
        """Say whether anything was found."""
        return bool(self._counts)

    def add(self, rule: str, message: str, *, row: int | None = None) -> None:
        """Keep a fault: in full up to a cap, as a number beyond it.

        Raises
        ------
        Unreadable
            When there are so many that reading on serves nobody.
        """
        self._counts[rule] += 1
        if self._counts[rule] <= MOST_NAMED:
            self._named.append(refuses(rule, message, row=row))
        if self._counts[rule] == MOST_COUNTED:
            self.raise_any()

    def raise_any(self) -> None:
        """Refuse the file if anything was found."""
        if self:
            raise Unreadable(*self._named, *self._rest())

    def _rest(self) -> list[Problem]:
        return [
            refuses(rule, f"And {_more(count)} of the same kind.")
            for rule, count in self._counts.items()
            if count > MOST_NAMED
        ]


def _more(count: int) -> str:
    least = "at least " if count == MOST_COUNTED else ""
    return f"{least}{count - MOST_NAMED:,} more"
