"""How does SQLite show each person their own rows?

A reading connection has a temporary view in front of every table, under the table's own name, and
an authorizer that refuses everything but selecting through the views. Views look up the scope in
a temporary table that is written at the door and emptied when the connection goes back.

SQLite tells the authorizer which view reads a table, but tells it a common table expression's
name in the same place. The views that read tables therefore have names nobody can guess. What
would tell them is refused (``EXPLAIN``) or told without them (errors), and whatever uses one is
refused. This guards against mistakes and injection; code that runs in the process can always take
the authorizer away (docs/security.md says so).
"""

from __future__ import annotations

import re
import secrets
import sqlite3
from typing import TYPE_CHECKING, Any

from db.models import Base
from db.walls import render
from db.walls.conditions import Seen
from db.walls.levels import WHOLE, Level, Reach, reaches
from db.walls.rules import RULES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from sqlalchemy import Table

    from db.scope import Scope
    from db.walls.conditions import Rule

Raw = sqlite3.Connection

LOGIN = "login"  # under which the scope table holds who is asking
FLAGS = (Level.SIGNED, Level.PEOPLE, Level.ADMINISTER)  # held over everything or not at all
PLACES = (
    Level.OWN_PEOPLE,
    Level.CONTRACT,
    Level.ROWS,
    Level.CLIENTS,
    Level.PRICES,
    Level.ADVISERS,
    Level.DEPARTMENT,
    Level.PRIME,
    Level.PARTNER,
    Level.ANY_PARTNER,
)

NOT_AUTHORIZED = "not authorized"

_SECRET = secrets.token_hex(16)
_INNER = {f"w_{_SECRET}_{name}": name for name in RULES}
_TABLES = frozenset(RULES)
_FORBIDDEN_FUNCTIONS = frozenset({"load_extension", "fts3_tokenizer", "readfile", "writefile"})
_EXPLAIN = re.compile(r"(\s|--[^\n]*(\n|$)|/\*.*?\*/)*explain\b", re.IGNORECASE | re.DOTALL)
_QUIET = frozenset(
    {
        sqlite3.SQLITE_SELECT,
        sqlite3.SQLITE_RECURSIVE,
        sqlite3.SQLITE_TRANSACTION,
        sqlite3.SQLITE_SAVEPOINT,
    }
)
_PLAIN = _QUIET | {sqlite3.SQLITE_READ, sqlite3.SQLITE_FUNCTION}
_STAGING = frozenset(
    {
        sqlite3.SQLITE_CREATE_TEMP_TABLE,
        sqlite3.SQLITE_CREATE_TEMP_INDEX,
        sqlite3.SQLITE_DROP_TEMP_TABLE,
        sqlite3.SQLITE_DROP_TEMP_INDEX,
        sqlite3.SQLITE_REINDEX,
        sqlite3.SQLITE_INSERT,
        sqlite3.SQLITE_UPDATE,
        sqlite3.SQLITE_DELETE,
    }
)
"""What a publisher may do in its own temporary tables."""


class WalledCursor(sqlite3.Cursor):
    """A cursor that does not explain how a question is answered, nor goes by the views' names."""

    def execute(self, sql: str, parameters: Any = (), /) -> WalledCursor:  # noqa: ANN401 - the driver's own signature
        """Run one statement, unless it asks how the walls are built or knows it already."""
        if _EXPLAIN.match(sql) or _SECRET in sql.lower():
            raise sqlite3.DatabaseError(NOT_AUTHORIZED)
        try:
            super().execute(sql, parameters)
        except sqlite3.DatabaseError as refused:
            if _SECRET in str(refused):  # SQLite names what may not be read
                raise sqlite3.DatabaseError(NOT_AUTHORIZED) from None
            raise
        return self


class WalledConnection(sqlite3.Connection):
    """A connection whose every cursor is walled."""

    def cursor(self, factory: Any = WalledCursor) -> Any:  # noqa: ANN401 - the driver's own signature
        """Give a walled cursor, whatever kind was asked for."""
        del factory
        return super().cursor(WalledCursor)

    def execute(self, sql: str, parameters: Any = (), /) -> WalledCursor:  # noqa: ANN401 - the driver's own signature
        """Run one statement on a walled cursor (the driver's own short cut makes a plain one)."""
        cursor: WalledCursor = self.cursor()
        return cursor.execute(sql, parameters)


class _Words:
    """How SQLite looks up the scope: in the temporary table ``_scope``."""

    def held(self, level: Level) -> str:
        return f"EXISTS (SELECT 1 FROM temp._scope s WHERE s.level = '{level}')"  # noqa: S608 - our own names

    def seen(self, level: Level, contract: str, arrangement: str | None) -> str:
        return (
            f"EXISTS (SELECT 1 FROM temp._scope s WHERE s.level = '{level}' "  # noqa: S608 - our own names
            f"AND s.contract_id = {contract} AND {_part(arrangement)})"
        )

    def mine(self, column: str) -> str:
        return f"{column} IN (SELECT s.arrangement FROM temp._scope s WHERE s.level = '{LOGIN}')"  # noqa: S608 - our own names

    def table(self, name: str) -> str:
        return f'main."{name}"'

    def today(self) -> str:
        return "date('now')"


def _part(arrangement: str | None) -> str:
    if arrangement is None:
        return f"s.arrangement = '{WHOLE}'"
    return f"s.arrangement IN ('{WHOLE}', {arrangement})"


def build(connection: Raw) -> None:
    """Make the scope table and the views of a new reading connection, and close it."""
    connection.execute(
        "CREATE TEMP TABLE _scope (level TEXT, contract_id INTEGER, arrangement TEXT, "
        "PRIMARY KEY (level, contract_id, arrangement)) WITHOUT ROWID"
    )
    for inner, name in _INNER.items():
        table = Base.metadata.tables[name]
        names = ", ".join(f'"{column.name}"' for column in table.columns)
        for view in (
            f'CREATE TEMP VIEW "{inner}" AS {_select(table, RULES[name])}',
            f'CREATE TEMP VIEW "{name}" AS SELECT {names} FROM temp."{inner}"',  # noqa: S608 - our own names
        ):
            sqlite3.Cursor.execute(connection.cursor(), view)  # a walled one runs no such name
    close(connection)


def _select(table: Table, rule: Rule) -> str:
    """Give the query of a table's view; the scope comes first, so that an index finds the rows.

    Where more than a contract decides, the row that is judged (``k``) is looked up apart from the
    row that is shown (``f``), and before it. Of one row alone SQLite may try the asker's own
    conditions before the wall's, and one that fails for some values tells of rows nobody was shown.
    """
    words, key = _Words(), render.KEY
    columns = render.columns(table, rule, words)
    if not isinstance(rule.read, Seen):
        judged = render.condition(rule.read, words, key)
        return f"SELECT {columns} FROM {_looked_up(table)} WHERE {judged} AND {_same(table)}"  # noqa: S608 - our own names
    if rule.read.arrangement is None:
        judged = f"s.contract_id = {render.ROW}.contract_id AND {_part(None)}"
        source, same = f'main."{table.name}" {render.ROW}', _touched(table, render.ROW)
    else:
        part = _part(rule.read.arrangement.format(f=key))
        judged = f"s.contract_id = {key}.contract_id AND {part}"
        source, same = _looked_up(table), _same(table)
    return (
        f"SELECT {columns} FROM temp._scope s CROSS JOIN {source} "  # noqa: S608 - our own names
        f"WHERE s.level = '{rule.read.level}' AND {judged} AND {same}"
    )


def _looked_up(table: Table) -> str:
    """Give a table twice, in this order: as it is judged, and as it is shown."""
    return f'main."{table.name}" {render.KEY} CROSS JOIN main."{table.name}" {render.ROW}'


def _same(table: Table) -> str:
    """Give the condition that what is shown is what was judged.

    The whole key is compared, so that a key that is asked for finds the row that is judged by it.
    """
    names = [column.name for column in table.primary_key]
    if table.dialect_options["sqlite"]["with_rowid"]:
        names.insert(0, "rowid")
    pairs = [f'{render.ROW}."{name}" = {render.KEY}."{name}"' for name in names]
    return " AND ".join([*pairs, _touched(table, render.ROW), _touched(table, render.KEY)])


def _touched(table: Table, row: str) -> str:
    """Give a condition by which every view reads a column of a row, whatever is asked of it.

    A count reads no column, and SQLite then names no view as the reader: counting through the view
    would look like counting the table itself. A test for NULL would be left out by the optimiser.
    A key of several columns is read already.
    """
    if len(table.primary_key.columns) > 1:
        return "TRUE"
    read = next(one.name for one in table.columns if not one.nullable and not one.primary_key)
    return f"typeof({row}.\"{read}\") <> 'null'"


def let_in(connection: Raw, scope: Scope) -> None:
    """Write a person's scope, so that the views show their rows."""
    held = reaches(scope)
    _rewrite(connection, [*_rows(held), (LOGIN, 0, scope.login)], _everywhere(held))


def close(connection: Raw) -> None:
    """Empty the scope, so that the views show nothing."""
    _rewrite(connection, [], [])


def _rows(held: dict[Level, Reach]) -> Iterable[tuple[str, int, str]]:
    for flag in FLAGS:
        if held[flag].everywhere:
            yield flag, 0, WHOLE
    for level in PLACES:
        if not held[level].everywhere:
            yield from ((level, contract_id, WHOLE) for contract_id in held[level].whole)
            yield from ((level, contract_id, part) for contract_id, part in held[level].parts)


def _everywhere(held: dict[Level, Reach]) -> list[Level]:
    return [level for level in PLACES if held[level].everywhere]


def _rewrite(
    connection: Raw, rows: list[tuple[str, int, str]], everywhere: list[Level]
) -> None:
    connection.set_authorizer(None)
    connection.execute("PRAGMA query_only = OFF")
    connection.execute("DELETE FROM temp._scope")
    connection.executemany("INSERT INTO temp._scope VALUES (?, ?, ?)", rows)
    for level in everywhere:
        connection.execute(
            "INSERT INTO temp._scope SELECT ?, contract_id, ? FROM main.contract", (level, WHOLE)
        )
    connection.execute("PRAGMA query_only = ON")
    connection.set_authorizer(_reading)


def _reading(
    action: int, first: str | None, second: str | None, database: str | None, accessor: str | None
) -> int:
    """Say whether a reading connection may do something."""
    if action == sqlite3.SQLITE_READ:
        allowed = _may_read((first or "").lower(), second, database, accessor)
    elif action == sqlite3.SQLITE_FUNCTION:
        allowed = (second or "").lower() not in _FORBIDDEN_FUNCTIONS
    else:
        allowed = action in _QUIET
    return sqlite3.SQLITE_OK if allowed else sqlite3.SQLITE_DENY


def _may_read(table: str, column: str | None, database: str | None, accessor: str | None) -> bool:
    """Say whether a column may be read: of a view, or of a table by the view in front of it."""
    if accessor in _INNER:
        return table in _TABLES if database == "main" else table == "_scope"
    if database == "temp":
        asked_by = (accessor or "").lower()  # a name is told as it was written
        return table in _TABLES or (table in _INNER and _INNER[table] == asked_by)
    # a name without a column or a database is an expression's own, or one of the views
    closed = table.startswith(("sqlite_", "pragma_", "_", "w_"))
    return not column and database is None and not closed


def guard_writer(connection: Raw, writing: Callable[[], bool]) -> None:
    """Let a publisher only add rows and close them, and only once it has begun to write."""

    def allowed(
        action: int, first: str | None, second: str | None, database: str | None, _: str | None
    ) -> int:
        may = action in _PLAIN or (
            action in _STAGING
            if database == "temp"
            else writing() and _may_write(action, first or "", second)
        )
        return sqlite3.SQLITE_OK if may else sqlite3.SQLITE_DENY

    connection.set_authorizer(allowed)


def _may_write(action: int, table: str, column: str | None) -> bool:
    """Say whether a publisher may change a table: rows are added, and some columns close them."""
    rule = RULES.get(table)
    if rule is None or rule.add is None:
        return False
    closing = action == sqlite3.SQLITE_UPDATE and column in rule.closes
    return closing or action == sqlite3.SQLITE_INSERT


def only_read(connection: Raw, reading: bool) -> None:  # noqa: FBT001 - as the pragma takes it
    """Let a connection only read, or write again; said each time it is taken from the pool."""
    connection.execute(f"PRAGMA query_only = {'ON' if reading else 'OFF'}")


def tidy(connection: Raw) -> None:
    """Drop what a publisher left in temporary tables."""
    connection.set_authorizer(None)
    left = connection.execute("SELECT name FROM sqlite_temp_master WHERE type = 'table'")
    for (name,) in left.fetchall():
        connection.execute(f'DROP TABLE temp."{name}"')
