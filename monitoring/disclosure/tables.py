"""What is a set of linked counts, and what may a reader be shown of each?

Cells hang together in *lines*: the parts of a line add up to its total. A total that is known
anyway (a contract measure, shown in full to the parties) is no cell: the line just says that its
parts cannot move it. Every cell stands in at most two lines, and the lines must form a network
(two-way tables, totals within totals, a table seen twice): then what a reader can work out of a
hidden cell is exactly a flow (docs/adr/0024).
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from monitoring.frames import FrameError

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping, Sequence

LINES_OF_ONE = 2  # a cell of three lines is not a flow
FREE = 10**9
"""How far a cell may move that nothing bounds."""


class Hidden(StrEnum):
    """Whether a count is shown, and if not, why not."""

    NO = ""
    SMALL = "small"  # fewer people than the limit
    COVER = "cover"  # so that a small one cannot be worked out
    FEW = "few"  # too few are on record for anything to be shown


@dataclass(frozen=True, slots=True)
class Line:
    """Cells that add up to another, or to a number every reader knows (``total`` None)."""

    parts: tuple[Hashable, ...]
    total: Hashable | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Linked counts, as they are before anything is hidden.

    ``given`` cells are known to the reader whatever is hidden; ``latent`` ones are never shown but
    must not be worked out where they are small (the people *without* a need; what moved between
    two answers); ``loose`` ones may be any whole number, also below nought. ``already`` says what
    was hidden before and stays so.
    """

    counts: Mapping[Hashable, int]
    lines: Sequence[Line]
    given: frozenset[Hashable] = frozenset()
    latent: frozenset[Hashable] = frozenset()
    loose: frozenset[Hashable] = frozenset()
    already: Mapping[Hashable, Hidden] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Edge:
    """A cell between the two lines it stands in: when it grows, one gains and one loses."""

    tail: int
    head: int


def network(table: Table) -> dict[Hashable, Edge]:
    """Give each cell as an edge between its lines; what stands in one line alone ends outside.

    Raises
    ------
    FrameError
        If a line names no such cell, a cell stands in three lines, or the lines are no network.
    """
    places: dict[Hashable, list[tuple[int, int]]] = {key: [] for key in table.counts}
    for number, line in enumerate(table.lines):
        for key in line.parts:
            _placed(places, key, number, 1)
        if line.total is not None:
            _placed(places, line.total, number, -1)
    signs = _signs(places, len(table.lines))
    outside = len(table.lines)
    edges = {}
    for key, found in places.items():
        ends = {1: outside, -1: outside}
        for number, sign in found:
            ends[sign * signs[number]] = number
        edges[key] = Edge(ends[-1], ends[1])
    return edges


def _placed(
    places: dict[Hashable, list[tuple[int, int]]], key: Hashable, number: int, sign: int
) -> None:
    if key not in places:
        msg = f"line {number} names a cell that there is not"
        raise FrameError(msg)
    places[key].append((number, sign))
    if len(places[key]) > LINES_OF_ONE:
        msg = "a cell stands in more than two lines"
        raise FrameError(msg)


def _signs(places: Mapping[Hashable, list[tuple[int, int]]], lines: int) -> list[int]:
    """Turn lines round until every cell adds to one of its lines and takes from the other."""
    beside: list[list[tuple[int, int]]] = [[] for _ in range(lines)]
    for found in places.values():
        if len(found) == LINES_OF_ONE:
            (one, first), (other, second) = found
            beside[one].append((other, -first * second))
            beside[other].append((one, -first * second))
    signs = [0] * lines
    for begin in range(lines):
        if signs[begin]:
            continue
        signs[begin], waiting = 1, deque([begin])
        while waiting:
            at = waiting.popleft()
            for other, turn in beside[at]:
                if not signs[other]:
                    signs[other] = signs[at] * turn
                    waiting.append(other)
                elif signs[other] != signs[at] * turn:
                    msg = "the lines are no network: split them into tables that are"
                    raise FrameError(msg)
    return signs
