"""Which rows hold a client once more than the other record does? Found before anything is paired.

Rows of both records that follow each other within so many days are one *run* of a client. Where a
record has more rows in a run than the other, and more than one, what is over is a duplicate: first
the rows that have no row of the other record near them, of these the later ones. A client referred
again months later is a run of its own, and two referrals in a fortnight that stand in both records
are no duplicates.
"""

from __future__ import annotations

import numpy as np

from monitoring.reconciliation.merged import LEFT, RIGHT, Flags, Ints, Merged, changes


def duplicates(rows: Merged, within_days: int, tolerance_days: int) -> Flags:
    """Say which rows are duplicates.

    Parameters
    ----------
    rows
        The rows of both records in order.
    within_days
        How many days may lie between two rows of one run.
    tolerance_days
        How many days two rows may lie apart and still be near.
    """
    found = np.zeros(len(rows), dtype=bool)
    some = np.flatnonzero(_several(rows))
    if not len(some):
        return found
    kept = rows.kept(some)
    run = _runs(kept, within_days)
    over = _over(run, kept.side)
    near = _near(kept, tolerance_days)
    for side in (LEFT, RIGHT):
        mine = np.flatnonzero(kept.side == side)
        # within a run: rows with none of the other record near first, of these the latest first
        order = mine[np.lexsort((-mine, near[mine], run[mine]))]
        place = _place_in_run(run[order])
        found[some[order[place < over[side][run[order]]]]] = True
    return found


def _runs(rows: Merged, within_days: int) -> Ints:
    """Give each row the number of its run."""
    apart = np.diff(rows.day, prepend=rows.day[0]) > within_days
    return np.cumsum((changes(rows.group) | apart).astype("int64"))


def _several(rows: Merged) -> Flags:
    """Say which rows are of a group with more than one row on a side."""
    begins = rows.begins
    again = ~begins
    again[1:] &= rows.side[1:] == rows.side[:-1]
    number = np.cumsum(begins) - 1
    counted = np.bincount(number, minlength=1)
    # Two rows one after the other on one side are enough to know; three of a group always are.
    several = counted > 2  # noqa: PLR2004 - one on each side
    several[number[again]] = True
    found: Flags = several[number]
    return found


def _over(run: Ints, side: Ints) -> list[Ints]:
    """Give by how many rows each side of each run has more than the other, but for the first."""
    counts = [np.bincount(run[side == each], minlength=run[-1] + 1) for each in (LEFT, RIGHT)]
    most = [np.maximum(1, counts[other]) for other in (RIGHT, LEFT)]
    return [np.maximum(0, mine - allowed) for mine, allowed in zip(counts, most, strict=True)]


def _near(rows: Merged, tolerance_days: int) -> Flags:
    """Say which rows have a row of the other record within the tolerance."""
    near = np.zeros(len(rows), dtype=bool)
    before, after = neighbours(rows)
    at = np.arange(len(rows))
    for other in (before, after):
        there = other >= 0
        apart = np.abs(rows.day[at[there]] - rows.day[other[there]])
        near[at[there]] |= apart <= tolerance_days
    return near


def _place_in_run(run: Ints) -> Ints:
    """Give each row's place among those of its run; equal runs stand together."""
    starts = np.flatnonzero(changes(run))
    lengths = np.diff(np.append(starts, len(run)))
    return np.arange(len(run)) - np.repeat(starts, lengths)


def neighbours(rows: Merged) -> tuple[Ints, Ints]:
    """Give the nearest row of the other record before and after each row, within its group.

    -1 where there is none.
    """
    at = np.arange(len(rows))
    first = np.maximum.accumulate(np.where(rows.begins, at, 0))
    before = np.full(len(rows), -1)
    after = np.full(len(rows), -1)
    for side in (LEFT, RIGHT):
        last = np.maximum.accumulate(np.where(rows.side != side, at, -1))
        following = np.minimum.accumulate(np.where(rows.side != side, at, len(rows))[::-1])[::-1]
        mine = rows.side == side
        before[mine] = np.where(last >= first, last, -1)[mine]
        after[mine] = following[mine]
    beyond = (after >= len(rows)) | (rows.group[np.minimum(after, len(rows) - 1)] != rows.group)
    return before, np.where(beyond, -1, after)
