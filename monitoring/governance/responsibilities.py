"""Who answers for a process, who does it, and where is that disputed?

A matrix of processes by party. A is accountable, R does it, C is consulted, I is informed, a dash
has no part; a question mark says that the parties do not agree. Source: requirements.md C.5.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from monitoring.governance.parties import NAMES, Party
from monitoring.narrative.words import listed

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

NONE = "-"
LETTERS: Mapping[str, str] = MappingProxyType(
    {
        "A": "answers for it",
        "R": "does it",
        "C": "is consulted",
        "I": "is told",
        "A/R": "answers for it and does it",
        NONE: "has no part in it",
    }
)
_LETTER = re.compile(r"(A/R|[ARCI-])\??")


class MatrixError(ValueError):
    """A matrix cannot be read; the text says where."""


@dataclass(frozen=True, slots=True)
class Cell:
    """What one party has to do with a process; ``text`` says under which condition, or why."""

    letter: str = NONE
    text: str = ""

    @property
    def disputed(self) -> bool:
        """Say whether the parties do not agree on it."""
        return self.letter.endswith("?")

    @property
    def part(self) -> str:
        """Give the letter without its question mark."""
        return self.letter.removesuffix("?")

    @property
    def shown(self) -> str:
        """Write the cell as the matrix shows it: a dispute in words, never a mark alone."""
        if self.part == NONE and not (self.disputed or self.text):
            return ""
        word = f"{self.part}, disputed" if self.disputed else self.part
        return f"{word} ({self.text})" if self.text else word


@dataclass(frozen=True, slots=True)
class Process:
    """One process and what each party has to do with it."""

    code: str
    title: str
    cells: Mapping[Party, Cell]
    source: str = ""

    def with_part(self, part: str) -> list[Party]:
        """Give the parties whose letter holds a part (``A`` is in A and in A/R)."""
        return [party for party in Party if part in self.cell(party).part.split("/")]

    def cell(self, party: Party) -> Cell:
        """Give a party's cell; a dash where none is named."""
        return self.cells.get(party, Cell())


@dataclass(frozen=True, slots=True)
class Override:
    """Where one contract differs from its programme's matrix, since when and by whom."""

    process: str
    party: Party
    cell: Cell
    by: str
    at: datetime
    writer: str = ""

    @property
    def who(self) -> str:
        """Give who set it, as readers know them."""
        return self.writer or self.by


@dataclass(frozen=True, slots=True)
class Matrix:
    """A contract's responsibilities: its programme's, with what the contract agreed otherwise."""

    processes: tuple[Process, ...] = ()
    overrides: tuple[Override, ...] = field(default=())

    def process(self, code: str) -> Process | None:
        """Give a process by its code, None where the matrix has none."""
        return next((each for each in self.processes if each.code == code), None)


def matrix_from(definition: Mapping[str, Any]) -> tuple[Process, ...]:
    """Read a programme's matrix from its definition.

    Raises
    ------
    MatrixError
        If a process names an unknown party or a letter that is none.
    """
    return tuple(_process(each) for each in definition.get("processes", ()))


def _process(told: Mapping[str, Any]) -> Process:
    code = told["code"]
    cells = {}
    for name, text in told["parties"].items():
        if name not in list(Party):
            msg = f"{code} names {name}, who is no party: {', '.join(Party)}."
            raise MatrixError(msg)
        cells[Party(name)] = cell_from(text, code)
    return Process(code, told["title"], cells, told.get("source", ""))


def cell_from(text: str, where: str = "A cell") -> Cell:
    """Read one cell: a letter, with a question mark where disputed, and words after it.

    Examples
    --------
    >>> cell_from("R if model 1"), cell_from("A?").disputed
    (Cell(letter='R', text='if model 1'), True)

    Raises
    ------
    MatrixError
        If it does not begin with a letter of the matrix.
    """
    letter, _, rest = text.partition(" ")
    if not _LETTER.fullmatch(letter):
        msg = f"{where} cannot be '{text}': begin with {', '.join(LETTERS)}."
        raise MatrixError(msg)
    return Cell(letter, rest.strip())


def overridden(processes: Iterable[Process], overrides: Iterable[Override]) -> Matrix:
    """Give the matrix with the contract's own cells in place of its programme's."""
    own = tuple(overrides)
    by_place = {(each.process, each.party): each.cell for each in own}
    return Matrix(
        tuple(
            Process(
                each.code,
                each.title,
                {party: by_place.get((each.code, party), each.cell(party)) for party in Party},
                each.source,
            )
            for each in processes
        ),
        own,
    )


def owner_line(process: Process) -> str:
    """Say in one line who answers for a process and who does it, and what of that is disputed."""
    parts = [_accountable(process)]
    doing = [party for party in process.with_part("R") if party not in process.with_part("A")]
    if doing:
        does = "does it" if len(doing) == 1 else "do it"
        parts.append(f"{listed([_named(process, each) for each in doing])} {does}")
    return f"{process.title}: {'; '.join(parts)}."


def _accountable(process: Process) -> str:
    named = process.with_part("A")
    if not named:
        return "nobody answers for it"
    who = [_named(process, each) for each in named]
    agreed = [each for each in named if not process.cell(each).disputed]
    if agreed or len(named) == 1:
        return f"{listed(who)} {'answers' if len(named) == 1 else 'answer'} for it"
    return f"{listed(who)}: who answers for it is not agreed"


def _named(process: Process, party: Party) -> str:
    """Name a party with its condition, and say where its part is disputed."""
    cell = process.cell(party)
    said = [cell.text] if cell.text else []
    said += ["disputed"] if cell.disputed else []
    return f"the {NAMES[party]}{f' ({listed(said)})' if said else ''}"
