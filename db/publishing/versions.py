"""How does a summary table follow what it should say? What differs is closed, what is new added."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sqlalchemy import Connection

Row = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Versioned:
    """A summary table: its key, the contract first, and what stands under it."""

    name: str
    key: tuple[str, ...]
    values: tuple[str, ...]

    def follow(
        self,
        connection: Connection,
        numbers: Mapping[int, int],
        before: Mapping[Row, Row],
        wanted: Mapping[Row, Row],
    ) -> list[Row]:
        """Bring the open rows from what they say to what is wanted; give the keys that moved.

        Parameters
        ----------
        connection
            The publisher's.
        numbers
            The new publication of each contract.
        before, wanted
            What stands under each key and what should; a key that is not wanted goes.
        """
        gone = [key for key in before if key not in wanted]
        other = [key for key, values in wanted.items() if before.get(key) != values]
        closing = [*gone, *(key for key in other if key in before)]
        matching = " AND ".join(f'"{name}" = {{0}}' for name in self.key)
        _many(
            connection,
            f"UPDATE {self.name} SET known_to = {{0}} WHERE {matching} AND known_to IS NULL",  # noqa: S608 - our own names
            ((numbers[key[0]], *key) for key in closing),
        )
        names = [f'"{name}"' for name in (*self.key, "known_from", *self.values)]
        marks = ", ".join(["{0}"] * len(names))
        _many(
            connection,
            f"INSERT INTO {self.name} ({', '.join(names)}) VALUES ({marks})",  # noqa: S608 - our own names
            ((*key, numbers[key[0]], *wanted[key]) for key in other),
        )
        return [*gone, *other]


def _many(connection: Connection, statement: str, rows: Iterable[Row]) -> None:
    """Run one statement for many rows through the driver's own cursor."""
    lite = connection.dialect.name == "sqlite"
    ready = [tuple(map(_iso, row)) for row in rows] if lite else list(rows)
    if ready:
        mark = "?" if lite else "%s"
        connection.connection.cursor().executemany(statement.replace("{0}", mark), ready)


def _iso(value: Any) -> Any:  # noqa: ANN401 - whatever a column holds
    """Give a date as the text SQLite keeps."""
    return value.isoformat() if isinstance(value, date) else value
