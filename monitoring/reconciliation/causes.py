"""Why does a client stand in one record only? What other records of the contract say of it.

Causes are looked for in one order, and the first that fits stands: the row is under another
contract; the client was found ineligible; the client was deferred; the notice went out too lately
to be looked for. Only then is a key left without a reason.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from monitoring.frames import CODE, DATE, WHOLE, FrameContract
from monitoring.reconciliation.differences import Difference

if TYPE_CHECKING:
    from monitoring.reconciliation.merged import Flags, Ints
    from monitoring.reconciliation.rules import Rules

INELIGIBLE = "ineligible_after_wca"


class Kind(StrEnum):
    """What kind of row says something of a client."""

    RIGHT_ELSEWHERE = "right_elsewhere"  # a right row under another contract, without a left there
    LEFT_ELSEWHERE = "left_elsewhere"  # a left row under another contract, without a right there
    EXIT = "exit"
    DEFERRAL = "deferral"
    APPOINTMENT = "appointment"


EVIDENCE = FrameContract(
    "evidence",
    {"client_id": WHOLE, "kind": CODE, "on": DATE, "source": CODE, "told": CODE},
    (),
    {"source": "", "told": ""},
)
"""What other records say of clients; ``told`` is a reason, or the other contract."""

PRECEDENCE = (
    (Kind.DEFERRAL, Difference.DEFERRAL),
    (Kind.EXIT, Difference.INELIGIBLE_EXIT),
    (Kind.RIGHT_ELSEWHERE, Difference.WRONG_CONTRACT),
    (Kind.LEFT_ELSEWHERE, Difference.WRONG_CONTRACT),
)
"""The later of two that fit stands, as everywhere in the classes."""

SAID_AFTER = (Kind.DEFERRAL, Kind.EXIT)
LEFT_ALONE = (Difference.LEFT_ONLY, Difference.NOT_YET_RECEIVED)


def explained(frame: pd.DataFrame, evidence: pd.DataFrame, rules: Rules) -> pd.DataFrame:
    """Give the frame RECONCILED with the causes that other records tell.

    Parameters
    ----------
    frame
        What ``reconcile`` gave.
    evidence
        The frame EVIDENCE of the same contract: of any clients, those that are paired included.
    rules
        The days the contract allows.

    Returns
    -------
    The same keys. ``evidence_at`` is the place of the row that explains a key.

    Notes
    -----
    Source: requirements.md REC-02. A row counts for the last key of its client not later than it,
    so that what followed one referral does not explain another.
    """
    evidence = EVIDENCE.check(evidence)
    left = frame["difference"].isin(LEFT_ALONE).to_numpy()
    right = frame["difference"].eq(Difference.RIGHT_ONLY).to_numpy()
    classes = frame["difference"].cat.codes.to_numpy().copy()
    words = frame["difference"].cat.categories
    found = np.full(len(frame), -1)
    for kind, difference in PRECEDENCE:
        rows = evidence[evidence["kind"].eq(kind)]
        if kind is Kind.EXIT:
            rows = rows[rows["told"].eq(INELIGIBLE)]
        alone = right if kind is Kind.LEFT_ELSEWHERE else left
        at, row = (following if kind in SAID_AFTER else _nearest)(frame, alone, rows)
        if kind is Kind.EXIT:
            soon = _days_after(frame, at, evidence, row) <= rules.ineligible_days
            at, row = at[soon], row[soon]
        classes[at] = list(words).index(difference)
        found[at] = row
    told = pd.Categorical.from_codes(classes, words)
    return frame.assign(difference=told, evidence_at=found)


def following(frame: pd.DataFrame, alone: Flags, rows: pd.DataFrame) -> tuple[Ints, Ints]:
    """Give the keys alone that rows follow, with the first of those rows."""
    clients = frame["client_id"].isin(frame.loc[alone, "client_id"])
    keys = frame.loc[clients & frame["on"].notna(), ["client_id", "on"]]
    keys = keys.assign(at=keys.index).sort_values("on", kind="stable")
    mine = rows[rows["client_id"].isin(keys["client_id"])]
    mine = mine.assign(row=mine.index).sort_values(["on", "row"])
    both = pd.merge_asof(mine, keys, on="on", by="client_id").dropna(subset="at")
    both = both.astype({"at": "int64"}).drop_duplicates("at")
    fits = alone[both["at"].to_numpy()]
    return both["at"].to_numpy()[fits], both["row"].to_numpy()[fits]


def _nearest(frame: pd.DataFrame, alone: Flags, rows: pd.DataFrame) -> tuple[Ints, Ints]:
    """Give the keys alone of clients that have such rows, with the row nearest in days."""
    keys = frame.loc[alone, ["client_id", "on"]].assign(at=np.flatnonzero(alone))
    both = keys.merge(rows.assign(row=rows.index), on="client_id", suffixes=("", "_there"))
    both["apart"] = (both["on_there"] - both["on"]).abs()
    both = both.sort_values(["at", "apart", "row"]).drop_duplicates("at")
    return both["at"].to_numpy(), both["row"].to_numpy()


def _days_after(frame: pd.DataFrame, at: Ints, evidence: pd.DataFrame, row: Ints) -> Ints:
    """Give how many days after its key each row that explains one came."""
    apart = evidence["on"].to_numpy()[row] - frame["on"].to_numpy()[at]
    days: Ints = apart.astype("timedelta64[D]").astype("int64")
    return days
