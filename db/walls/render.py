"""How does a rule read in SQL? The same on both engines, but for how a scope is looked up."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from db.walls.conditions import Always, Among, Beside, Both, Either, Held, Mine, Seen, Where

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import Table

    from db.walls.conditions import Condition, Rule
    from db.walls.levels import Level

ROW = "f"
"""What a view calls the row it shows."""

KEY = "k"
"""What a view calls the row it judges, where it looks it up apart."""


class Words(Protocol):
    """How one engine looks up the scope it was given."""

    def held(self, level: Level) -> str:
        """Give the condition that a level is held over everything."""

    def seen(self, level: Level, contract: str, arrangement: str | None) -> str:
        """Give the condition that a level is held over a contract, or an arrangement of it."""

    def mine(self, column: str) -> str:
        """Give the condition that a column names the person who asks."""

    def table(self, name: str) -> str:
        """Give a base table's full name."""

    def today(self) -> str:
        """Give the day it is (UTC), as the column of a day is compared with."""


def condition(rule: Condition, words: Words, row: str = ROW) -> str:  # noqa: PLR0911 - one a kind
    """Give a rule's condition in SQL; ``row`` is what the row is called."""
    match rule:
        case Always():
            return "TRUE"
        case Held(level):
            return words.held(level)
        case Seen(level, contract, arrangement):
            place = None if arrangement is None else arrangement.format(f=row)
            return words.seen(level, contract.format(f=row), place)
        case Mine(column):
            return words.mine(column.format(f=row))
        case Where(text):
            return text.format(f=row, today=words.today())
        case Either(parts):
            return _joined(" OR ", (condition(part, words, row) for part in parts))
        case Both(parts):
            return _joined(" AND ", (condition(part, words, row) for part in parts))
        case Among():
            return _among(rule, words, row)
        case Beside(table, on, where):
            inner = condition(where, words, row)
            source = f"{words.table(table)} i"
            return f"EXISTS (SELECT 1 FROM {source} WHERE {on.format(f=row)} AND {inner})"  # noqa: S608 - our own names


def columns(table: Table, rule: Rule, words: Words) -> str:
    """Give the columns a view shows: those that ask for more are blank to the others."""
    shown = []
    for column in table.columns:
        name = f'"{column.name}"'
        needed = rule.shown_if.get(column.name)
        value = f"{ROW}.{name}"
        if needed is not None:
            value = f"CASE WHEN {condition(needed, words)} THEN {value} END"
        shown.append(f"{value} AS {name}")
    return ", ".join(shown)


def _among(rule: Among, words: Words, row: str) -> str:
    """Give a condition against another table's rows, looked up once for all rows."""
    names = [one.rpartition(".")[2] for one in rule.column.split(", ")]
    column = rule.column.format(f=row)
    column = f"({column})" if len(names) > 1 else column
    picked = ", ".join(f"i.{name}" for name in names)
    source = f"{words.table(rule.table)} i"
    if rule.joined:
        same = " AND ".join(f"j.{name} = i.{name}" for name in names)
        source += f" JOIN {words.table(rule.joined)} j ON {same}"
    where = condition(rule.where, words, row)
    test = f"NOT ({where})" if rule.unless else where
    word = "IN" if rule.inside else "NOT IN"
    return f"{column} {word} (SELECT {picked} FROM {source} WHERE {test})"  # noqa: S608 - our own names


def _joined(word: str, parts: Iterable[str]) -> str:
    return f"({word.join(parts)})"
