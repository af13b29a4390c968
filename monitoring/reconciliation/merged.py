"""How do two records lie beside each other: every row of both, by client, outcome, day and side?

Everything is done on sorted arrays, because a contract may have a million rows on either side.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    import pandas as pd

Ints = np.ndarray[Any, np.dtype[np.int64]]
Flags = np.ndarray[Any, np.dtype[np.bool_]]

LEFT, RIGHT = 0, 1
DAY_BITS = 22  # enough for the days of the years 1 to 9999
NO_DAY = -719_163
"""The number of a day that is not known: the one before the first day of the year 1."""

TIES = ("status", "told_on", "started_on", "submission", "known_at")
"""What decides between rows of one side that are of the same client, outcome and day."""


@dataclass(frozen=True, slots=True)
class Merged:
    """The rows of both records in one order. ``row`` is each one's place in its own record."""

    group: Ints  # the client, or the client and outcome where there are several outcomes
    day: Ints
    side: Ints
    row: Ints

    def __len__(self) -> int:
        """Give how many rows both records have together."""
        return len(self.group)

    def kept(self, which: Flags | Ints) -> Merged:
        """Give some of the rows, still in order."""
        return Merged(self.group[which], self.day[which], self.side[which], self.row[which])

    @property
    def begins(self) -> Flags:
        """Say which rows are the first of their group."""
        return changes(self.group)


def changes(values: Ints) -> Flags:
    """Say which values differ from the one before; the first does."""
    found = np.ones(len(values), dtype=bool)
    np.not_equal(values[1:], values[:-1], out=found[1:])
    return found


def merged(left: pd.DataFrame, right: pd.DataFrame) -> Merged:
    """Give the rows of two sides in one order, which depends on nothing but what they say."""
    outcomes = left["outcome"].cat.categories.union(right["outcome"].cat.categories)
    sides = (left, right)
    group = np.concatenate([_groups(each, outcomes) for each in sides])
    day = np.concatenate([days(each["on"]) for each in sides])
    side = np.repeat(np.array([LEFT, RIGHT]), [len(left), len(right)])
    row = np.concatenate([np.arange(len(each)) for each in sides])
    key = (group << (DAY_BITS + 1)) | ((day - NO_DAY) << 1) | side
    order = np.argsort(key, kind="stable")
    ordered = key[order]
    if (ordered[1:] == ordered[:-1]).any():
        order = _by_everything(sides, key)
    return Merged(group[order], day[order], side[order], row[order])


def _groups(side: pd.DataFrame, outcomes: pd.Index[Any]) -> Ints:
    client = side["client_id"].to_numpy()
    if len(outcomes) <= 1:
        return client
    places = outcomes.get_indexer(side["outcome"].cat.categories)
    return client * len(outcomes) + places[side["outcome"].cat.codes.to_numpy()]


def days(column: pd.Series[Any]) -> Ints:
    """Give days as numbers, one that is not known as the first of all."""
    numbers = column.to_numpy().astype("datetime64[D]").astype("int64")
    return np.where(column.isna().to_numpy(), NO_DAY, numbers)


def _by_everything(sides: tuple[pd.DataFrame, pd.DataFrame], key: Ints) -> Ints:
    """Give the order where rows share a key: by everything else they say."""
    columns = []
    for name in TIES:
        told = [each[name].astype("str") for each in sides]
        columns.append(np.concatenate([each.to_numpy(dtype="U") for each in told]))
    return np.lexsort((*reversed(columns), key))
