"""Which rows of two records belong together, which stand alone, and which are there once more?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from monitoring.reconciliation.duplicates import duplicates
from monitoring.reconciliation.merged import LEFT, RIGHT, Flags, Ints, Merged, merged
from monitoring.reconciliation.pairing import pairs
from monitoring.reconciliation.sides import ACCEPTED

if TYPE_CHECKING:
    from monitoring.reconciliation.rules import Rules

NONE = -1
"""The place of a row that is not there."""


@dataclass(frozen=True, slots=True)
class Matched:
    """The keys of two records: the places of each one's rows, ``NONE`` where there is none."""

    left: Ints
    right: Ints
    repeated: Flags  # a row its record holds once more
    accepted: Flags  # a likely pair somebody said is one client

    @property
    def paired(self) -> Flags:
        """Say which keys stand in both records."""
        both: Flags = (self.left != NONE) & (self.right != NONE)
        return both


def matched(
    left: pd.DataFrame, right: pd.DataFrame, rules: Rules, accepted: pd.DataFrame | None
) -> Matched:
    """Give every key of two records once: accepted pairs, pairs, rows alone, duplicates.

    Parameters
    ----------
    left, right
        Frames SIDE.
    rules
        The days the contract allows.
    accepted
        The frame ACCEPTED; None for nothing.
    """
    lefts, rights = _accepted(left, right, accepted)
    rows = _without(merged(left, right), lefts, rights)
    twice = duplicates(rows, rules.duplicate_days, rules.tolerance_days)
    once, spare = rows.kept(~twice), rows.kept(twice)
    one, other = pairs(once)
    single = np.ones(len(once), dtype=bool)
    single[one] = single[other] = False
    alone = once.kept(single)
    parts = (
        (lefts, rights),
        (once.row[one], once.row[other]),
        _on_one_side(alone),
        _on_one_side(spare),
    )
    at = np.repeat(np.arange(len(parts)), [len(part[0]) for part in parts])
    left_places, right_places = (np.concatenate(each) for each in zip(*parts, strict=True))
    return Matched(left_places, right_places, repeated=at == len(parts) - 1, accepted=at == 0)


def _on_one_side(rows: Merged) -> tuple[Ints, Ints]:
    """Give rows without a partner as places on both sides."""
    is_left = rows.side == LEFT
    return np.where(is_left, rows.row, NONE), np.where(is_left, NONE, rows.row)


def _without(rows: Merged, lefts: Ints, rights: Ints) -> Merged:
    """Give the rows that are in no accepted pair."""
    if not len(lefts):
        return rows
    gone = ((rows.side == LEFT) & np.isin(rows.row, lefts)) | (
        (rows.side == RIGHT) & np.isin(rows.row, rights)
    )
    return rows.kept(~gone)


def _accepted(
    left: pd.DataFrame, right: pd.DataFrame, accepted: pd.DataFrame | None
) -> tuple[Ints, Ints]:
    """Give the rows of accepted pairs that are still there: the right one nearest in days."""
    found: dict[int, int] = {}
    said = ACCEPTED.check(ACCEPTED.empty() if accepted is None else accepted)
    for row in said.sort_values(["left_client", "on", "right_client"]).to_dict("records"):
        mine = left.index[left["client_id"].eq(row["left_client"]) & left["on"].eq(row["on"])]
        theirs = right.index[right["client_id"].eq(row["right_client"])]
        free = [at for at in theirs if at not in found.values()]
        if len(mine) and free:
            found.setdefault(int(mine[0]), min(free, key=lambda at: _far(right, at, row["on"])))
    lefts = np.fromiter(found, dtype="int64", count=len(found))
    return lefts, np.fromiter(found.values(), dtype="int64", count=len(found))


def _far(right: pd.DataFrame, at: int, day: pd.Timestamp) -> tuple[Any, ...]:
    """Say how far a right row lies from a day: an unknown day last, of two as far the earlier."""
    on = right["on"].iloc[at]
    return (True,) if on is pd.NaT else (False, abs(on - day), on)
