"""Sides of a comparison drawn as tables."""

import pandas as pd

from monitoring.reconciliation import EVIDENCE, RECONCILED, SIDE, Rules, explained, reconcile
from tests.tables import table

BLANK = {"outcome": "", "status": "", "told_on": pd.NaT, "started_on": pd.NaT, "submission": 1,
         "known_at": pd.Timestamp("2009-06-01")}  # fmt: skip
RULES = Rules()


def side(drawing):
    """Give a side drawn with the columns that matter to the case."""
    drawn = table(drawing)
    return SIDE.check(drawn.assign(**{name: v for name, v in BLANK.items() if name not in drawn}))


def compared(left, right, evidence=None, rules=RULES, **said):
    """Give the keys of two drawn sides, as a frame that keeps its contract."""
    rows = reconcile(side(left), side(right), rules, **said)
    told = EVIDENCE.empty() if evidence is None else EVIDENCE.check(table(evidence))
    return RECONCILED.check(explained(RECONCILED.check(rows), told, rules))


def classes(rows):
    """Give the class of each key by client and day, as text."""
    return [
        (row.client_id, f"{row.on:%Y-%m-%d}", row.difference) for row in rows.itertuples()
    ]


NOBODY = """
    client_id | on
"""
