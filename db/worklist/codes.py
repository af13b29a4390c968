"""By which code is an item known outside, so that it says nothing of whom it is about?

A keyed hash of the item's key under a key of the store: nobody makes one up, and one contract's
means nothing under another.
"""

from __future__ import annotations

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
    return _code(store.key(PURPOSE), about, key)


def _code(secret: bytes, about: About, key: Key) -> str:
    told = "|".join(
        (about.contract, about.left, about.right, str(key.client_id), key.outcome,
         key.on.isoformat(), str(key.nth))
    )  # fmt: skip
    return hmac.digest(secret, told.encode(), "sha256").hex()[:LENGTH]


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
    secret = store.key(PURPOSE)
    return {_code(secret, about, key): key for key in keys(work)}
