"""Which counts are hidden, so that no small one is shown and none can be worked out?

A count under the limit is hidden, and others with it until, whatever a reader works out from all
that is shown, every hidden count could still be at least ``limit`` different numbers; without the
labels that tell *fewer than 5* from *hidden with it*, it could move by the limit.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from monitoring.disclosure.flows import Flows, Room
from monitoring.disclosure.tables import FREE, Hidden, Table, network

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Mapping


@dataclass(frozen=True, slots=True)
class Pattern:
    """What is hidden of a table, and what could be bounded more closely all the same.

    A cell is ``exposed`` only where totals that are known anyway bound it however much is hidden
    (three starters in a month leave no breakdown of them that could be five), or where the labels
    do: ``<5`` beside *hidden with it* in a line of eight.
    """

    hidden: Mapping[Hashable, Hidden]
    exposed: frozenset[Hashable] = frozenset()


@dataclass(slots=True)
class _Work:
    """The cells hidden so far."""

    table: Table
    limit: int
    flows: Flows
    hidden: dict[Hashable, Hidden]
    costs: dict[Hashable, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Work out what it costs to hide each cell: nothing, where it is not seen anyway."""
        for key, count in self.table.counts.items():
            self.costs[key] = 1 + count
            if self.unseen(key):
                self._take(key)

    def hide(self, key: Hashable, why: Hidden) -> None:
        """Hide a cell, unless it is hidden or never shown."""
        if not self.unseen(key):
            self.hidden[key] = why
            self._take(key)

    def _take(self, key: Hashable) -> None:
        self.costs[key] = 0
        self.flows.hide(key)

    def small(self, key: Hashable) -> bool:
        return self.table.counts[key] < self.limit

    def movable(self, key: Hashable) -> bool:
        """Say whether a cell may be hidden, or is."""
        return key not in self.table.given

    def label(self, key: Hashable) -> tuple[int, int]:
        """Give how far a cell may grow and shrink within what its label says of it."""
        count, table = self.table.counts[key], self.table
        if key in table.loose:
            return FREE, FREE
        if key in table.latent:
            return FREE, count
        if self.hidden.get(key) is Hidden.SMALL:
            return self.limit - 1 - count, count
        return FREE, max(count - self.limit, 0)

    def plain(self, key: Hashable) -> tuple[int, int]:
        """Give how far a cell may grow and shrink for who does not look at labels."""
        return FREE, FREE if key in self.table.loose else self.table.counts[key]

    def room(self, *, labels: bool, more: bool) -> Room:
        """Give the room of every cell; with ``more``, cells still shown may be hidden for it."""
        own = self.label if labels else self.plain

        def of(key: Hashable) -> tuple[int, int]:
            return own(key) if self.movable(key) else (0, 0)

        return Room(of, self.costs, more)

    def unseen(self, key: Hashable) -> bool:
        """Say whether a cell is hidden so far, or never shown."""
        return key in self.hidden or key in self.table.latent or key in self.table.loose


def suppress(table: Table, limit: int) -> Pattern:
    """Give which counts of a set of linked tables are hidden, below a limit.

    Parameters
    ----------
    table
        The counts and how they hang together.
    limit
        Counts of fewer people are not shown, nought included: a nought beside a total tells of
        everybody at once.

    Returns
    -------
    The cells that are hidden and why. The same table with its pattern as ``already`` gives the
    same pattern.

    Notes
    -----
    Source: requirements.md DPR-06; reliability.md 1.6 and 3.4. The order of the cells decides
    between covers that are as good.
    """
    work = _Work(table, limit, Flows(network(table)), dict(table.already))
    for key in table.counts:
        if work.movable(key) and work.small(key):
            work.hide(key, Hidden.SMALL)
    done: set[Hashable] = set()
    exposed: set[Hashable] = set()
    while waiting := [key for key in _guarded(work) if key not in done]:
        for key in waiting:
            done.add(key)
            if not _covered(work, key):
                exposed.add(key)
    return Pattern(dict(work.hidden), frozenset(exposed))


def _guarded(work: _Work) -> Iterable[Hashable]:
    """Give the cells that must not be worked out: the hidden, and the small that are never shown.

    What moved between two answers is guarded as a count is; who lost people lost that many.
    """
    table = work.table
    unseen = [key for key in table.latent if work.small(key) and key not in table.loose]
    return [key for key in (*work.hidden, *sorted(unseen, key=repr)) if work.movable(key)]


def _covered(work: _Work, key: Hashable) -> bool:
    """Hide what it takes so that a cell could be other numbers; say whether that was enough."""
    wide = _widened(work, key, work.limit - 1, labels=True)
    return _widened(work, key, work.limit, labels=False) and wide


def _widened(work: _Work, key: Hashable, width: int, *, labels: bool) -> bool:
    """Hide cells until one may move by ``width``, up and down together."""
    for more in (False, True):
        room = work.room(labels=labels, more=more)
        grows, shrinks = room.of(key)
        up, with_up = work.flows.moved(key, 1, min(width, grows), room)
        down, with_down = work.flows.moved(key, -1, min(width - up, shrinks), room)
        if more:
            for one in (*with_up, *with_down):
                if with_up.get(one) or with_down.get(one):
                    work.hide(one, Hidden.COVER)
        if up + down >= width:
            return True
    return False
