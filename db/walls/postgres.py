"""How does PostgreSQL show each person their own rows? Interim: no walls yet."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from db.scope import Scope


class Purpose(StrEnum):
    """What a transaction is for."""

    READ = "read"
    PUBLISH = "publish"
    IDENTIFY = "identify"
    OWN = "own"
    JOURNAL = "journal"


def begin(connection: Connection, *, key: bytes, scope: Scope, purpose: Purpose, read_only: bool) -> None:
    """Sign who is asking."""
    path = "journal" if purpose is Purpose.JOURNAL else "store, pg_temp"
    connection.exec_driver_sql(
        "SELECT set_config('search_path', %s, true), set_config('transaction_read_only', %s, true)",
        (path, "on" if read_only else "off"),
    )
