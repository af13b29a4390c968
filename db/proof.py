"""Do the walls stand? Asked once when the server starts, before anybody is let in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import text

from db import doors
from db.errors import StoreError
from db.scope import Principal
from db.walls.rules import RULES

if TYPE_CHECKING:
    from db.store import Store

NOBODY = Principal("", "Nobody")


def prove(store: Store) -> None:
    """See that somebody without a scope is shown no row of any table.

    Raises
    ------
    StoreError
        If a table shows a row to nobody in particular: the store must not be opened so.
    """
    places = [f'"{name}"' for name in RULES]
    if store.dialect == "postgresql":
        places += [f'store."{name}"' for name in RULES]
    with doors.scoped_session(store, NOBODY) as session:
        open_to_all = [
            place
            for place in places
            if session.execute(text(f"SELECT 1 FROM {place} LIMIT 1")).first()  # noqa: S608 - our own names
        ]
    if open_to_all:
        msg = f"The store shows {open_to_all[0]} to everybody. Run init, which puts its walls back."
        raise StoreError(msg)
