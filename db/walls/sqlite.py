"""How does SQLite show each person their own rows? Interim: no walls yet."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from db.scope import Scope

Raw = sqlite3.Connection


def build(connection: Raw) -> None:
    """Make the views of a new connection."""


def let_in(connection: Raw, scope: Scope) -> None:
    """Write a person's scope."""


def close(connection: Raw) -> None:
    """Clear the scope."""


def guard_writer(connection: Raw, writing: Callable[[], bool]) -> None:
    """Refuse everything but adding."""


def tidy(connection: Raw) -> None:
    """Drop what a publisher left in temporary tables."""
    names = connection.execute("SELECT name FROM sqlite_temp_master WHERE type = 'table'").fetchall()
    for (name,) in names:
        connection.execute(f'DROP TABLE temp."{name}"')
