"""By which code is an item known outside, so that it says nothing of whom it is about?

A keyed hash of the item's key under a key of the store: nobody makes one up, and one contract's
means nothing under another.
"""

from __future__ import annotations

import hashlib
import hmac
from typing import TYPE_CHECKING

from monitoring.worklist.items import Key

if TYPE_CHECKING:
    import pandas as pd

    from db.store import Store
    from db.worklist.steps import About

PURPOSE = "worklist"
LENGTH = 12  # hex digits: one in 280 million million by chance


def code_of(store: Store, about: About, key: Key) -> str:
    """Give the code of one item."""
    told = "|".join(
        (about.contract, about.left, about.right, str(key.client_id), key.outcome,
         f"{key.on:%Y-%m-%d}", str(key.nth))
    )  # fmt: skip
    return hmac.new(store.key(PURPOSE), told.encode(), hashlib.sha256).hexdigest()[:LENGTH]


def keys(work: pd.DataFrame) -> list[Key]:
    """Give the keys of the rows of a worklist."""
    named = work[["client_id", "on", "outcome", "nth"]]
    return [
        Key(int(client), on.date(), str(outcome), int(nth))
        for client, on, outcome, nth in named.itertuples(index=False)
    ]


def is_item(work: pd.DataFrame, key: Key) -> pd.Series[bool]:
    """Say which row of a worklist is an item's."""
    same: pd.Series[bool] = work["client_id"].eq(key.client_id) & work["outcome"].eq(key.outcome)
    same &= work["on"].dt.date.eq(key.on) & work["nth"].eq(key.nth)
    return same


def codes(store: Store, about: About, work: pd.DataFrame) -> dict[str, Key]:
    """Give the items of a worklist by code, in its order."""
    return {code_of(store, about, key): key for key in keys(work)}
