"""Which row of the one record is which row of the other? Nearest days first, one to one.

Two rows are paired when each is the nearest the other has left; then the next nearest, until one
record has no row of the client left. Where two lie equally near, the earlier day goes first. That
is the same as taking all possible pairs of a client in the order of their distance, and is done
for all clients at once.
"""

from __future__ import annotations

import numpy as np

from monitoring.reconciliation.duplicates import neighbours
from monitoring.reconciliation.merged import LEFT, RIGHT, Flags, Ints, Merged, changes


def pairs(rows: Merged) -> tuple[Ints, Ints]:
    """Give the places of paired rows in the order given: of the left record, and of the right.

    Notes
    -----
    Source: requirements.md REC-01; nearest days first where a client has several referrals.
    """
    here, there = _same_day(rows)
    found = [(here, there)]
    left = np.ones(len(rows), dtype=bool)
    left[here] = left[there] = False
    place = np.flatnonzero(left & _may_pair(rows, left))
    while len(place):
        some = rows.kept(place)
        first, second = _nearest(some)
        if not len(first):
            break
        found.append(_sides(rows, place[first], place[second]))
        still = np.ones(len(place), dtype=bool)
        still[first] = still[second] = False
        place = place[still]
    lefts, rights = (np.concatenate(each) for each in zip(*found, strict=True))
    return lefts, rights


def _same_day(rows: Merged) -> tuple[Ints, Ints]:
    """Give the pairs of one client and day: the first with the first, the second with the second.

    Rows of one day stand together, those of the left record first.
    """
    begins = changes(rows.group) | changes(rows.day)
    run = np.cumsum(begins) - 1
    start = np.flatnonzero(begins)
    of_left = rows.side == LEFT
    lefts = np.bincount(run[of_left], minlength=len(start))
    rights = np.bincount(run[~of_left], minlength=len(start))
    at = np.flatnonzero(of_left)
    place = at - start[run[at]]
    one = at[place < rights[run[at]]]
    return one, one + lefts[run[one]]


def _may_pair(rows: Merged, left: Flags) -> Flags:
    """Say which rows are of groups that have rows left on both sides: most have none."""
    number = np.cumsum(rows.begins) - 1
    size = int(number[-1]) + 1 if len(rows) else 0
    both = np.ones(size, dtype=bool)
    for side in (LEFT, RIGHT):
        has = np.zeros(size, dtype=bool)
        has[number[left & (rows.side == side)]] = True
        both &= has
    found: Flags = both[number]
    return found


def _sides(rows: Merged, one: Ints, other: Ints) -> tuple[Ints, Ints]:
    """Give two lists of paired places as the left's and the right's."""
    is_left = rows.side[one] == LEFT
    return np.where(is_left, one, other), np.where(is_left, other, one)


def _nearest(rows: Merged) -> tuple[Ints, Ints]:
    """Give the rows that are each other's nearest, the earlier and the later of each pair."""
    before, after = neighbours(rows)
    at = np.arange(len(rows))
    far = np.iinfo(np.int64).max
    back = np.where(before >= 0, rows.day - rows.day[before], far)
    on = np.where(after >= 0, rows.day[after] - rows.day, far)
    choice = np.where(back <= on, before, after)
    mine = np.where((before >= 0) | (after >= 0), choice, -1)
    mutual = (mine >= 0) & (mine[np.maximum(mine, 0)] == at) & (mine > at)
    first = np.flatnonzero(mutual)
    return first, mine[first]
