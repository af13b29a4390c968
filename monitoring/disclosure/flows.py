"""How far can a hidden count move while everything that is known stays true?

The largest flow between the lines of a cell, by shortest paths: exact, and in whole people. Asked
for more than the hidden cells allow, it names the cells that would have to be hidden too, the
smallest first.
"""

from __future__ import annotations

import heapq
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Mapping

    from monitoring.disclosure.tables import Edge

Moves = dict["Hashable", int]
Step = tuple["Hashable", int]  # a cell, and whether it grows (1) or shrinks (-1)
Steps = dict[int, list[tuple[int, Step]]]  # the line they lead to, by the line they leave


@dataclass(frozen=True, slots=True)
class Room:
    """How far each cell may grow and shrink, and what it costs to hide one that is shown."""

    of: Callable[[Hashable], tuple[int, int]]
    costs: Mapping[Hashable, int]
    all: bool  # or only the cells that are not shown


@dataclass(slots=True)
class Flows:
    """The cells as edges between lines, with the steps that lead away from each line.

    A cell grows along its edge and shrinks against it. ``steps`` are all there are, ``unseen``
    those of cells that are not shown, which is where to look first.
    """

    edges: Mapping[Hashable, Edge]
    steps: Steps = field(default_factory=dict)
    unseen: Steps = field(default_factory=dict)

    def __post_init__(self) -> None:
        """List the steps from each line."""
        for key in self.edges:
            self._add(self.steps, key)

    def hide(self, key: Hashable) -> None:
        """Take a cell among those that are not shown."""
        self._add(self.unseen, key)

    def _add(self, steps: Steps, key: Hashable) -> None:
        edge = self.edges[key]
        steps.setdefault(edge.tail, []).append((edge.head, (key, 1)))
        steps.setdefault(edge.head, []).append((edge.tail, (key, -1)))

    def moved(self, key: Hashable, sign: int, wanted: int, room: Room) -> tuple[int, Moves]:
        """Give how far a cell can move one way, up to ``wanted``, and what moves with it."""
        edge = self.edges[key]
        begin, end = (edge.head, edge.tail) if sign > 0 else (edge.tail, edge.head)
        if begin == end:
            return wanted, {}
        moves: Moves = {}
        reached = 0
        while reached < wanted:
            path = self._path(begin, end, key, room, moves)
            if path is None:
                break
            most = min(_left(step, room, moves) for step in path)
            units = min(most, wanted - reached)
            for one, way in path:
                moves[one] = moves.get(one, 0) + way * units
            reached += units
        return reached, moves

    def _path(
        self, begin: int, end: int, without: Hashable, room: Room, moves: Moves
    ) -> list[Step] | None:
        """Give the cheapest way from line to line along cells that can still move."""
        best = {begin: 0}
        came: dict[int, tuple[int, Step]] = {}
        waiting = [(0, begin)]
        steps = self.steps if room.all else self.unseen
        while waiting:
            cost, at = heapq.heappop(waiting)
            if at == end:
                return _back(came, begin, end)
            if cost > best[at]:
                continue
            for to, step in steps.get(at, ()):
                more = cost + (0 if step[0] in moves else room.costs[step[0]])
                better = more < best.get(to, more + 1)
                if better and step[0] != without and _left(step, room, moves):
                    best[to], came[to] = more, (at, step)
                    heapq.heappush(waiting, (more, to))
        return None


def _left(step: Step, room: Room, moves: Moves) -> int:
    """Give how far a cell can still move one way, after what it has moved."""
    key, way = step
    grows, shrinks = room.of(key)
    return (grows if way > 0 else shrinks) - way * moves.get(key, 0)


def _back(came: dict[int, tuple[int, Step]], begin: int, end: int) -> list[Step]:
    path: list[Step] = []
    at = end
    while at != begin:
        at, step = came[at]
        path.append(step)
    return path[::-1]
