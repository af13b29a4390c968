"""What could a question look like? A small grammar of SELECT, with every way of naming a table.

It knows the schemas, the names behind the views, names that shadow others, quotes of all kinds,
changes of case and comments, and conditions that end in an error for some values.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from db.models import Base
from db.walls import sqlite as walls

if TYPE_CHECKING:
    from random import Random

TABLES = ("starts", "measure_value", "client", "contract", "submission", "submission_contract",
          "submission_content", "note", "finding", "publication", "partner_weekly", "app_user",
          "claims", "complaints")
BEHIND = tuple(name for name, table in walls._INNER.items() if table in TABLES[:4])  # noqa: SLF001 - what an attacker would have to guess
ODD = {
    "sqlite": ("sqlite_master", "sqlite_temp_master", "_scope", "temp._scope", "dbstat",
               "pragma_table_list", "pragma_table_info('starts')", "pragma_database_list",
               "json_each('[1,2]')", "alembic_version", *BEHIND),
    "postgresql": ("pg_stats", "pg_policies", "walls.context_key", "journal.visit",
                   "unnest(walls.whole('rows'))", "alembic_version", "pg_cursors",
                   "information_schema.tables", "generate_series(1, 2)"),
}
SCHEMAS = {"sqlite": ("main", "temp"), "postgresql": ("store", "scoped", "journal", "pg_temp")}
VALUES = ("1", "2", "20", "'K2 source'", "'K1 source'", "'A2'", "NULL", "'K2 text'", "1101")
FAILS = {
    "sqlite": "abs(CASE WHEN {} THEN -9223372036854775807 - 1 ELSE 1 END)",
    "postgresql": "1 / CASE WHEN {} THEN 0 ELSE 1 END",
}
QUOTES = {"sqlite": ('"{}"', "[{}]", "`{}`", "'{}'"), "postgresql": ('"{}"',)}
GAPS = (" ", " ", "\n", "/* main.starts */", "\t", " -- so\n")
ANY = ("contract_id", "submission_id", "known_from", "arrangement", "rowid", "ctid", "nothing")


class Grammar:
    """Questions to one engine, the same for the same draws."""

    def __init__(self, engine: str, draws: Random) -> None:
        """Take what decides on every turn."""
        self.engine, self.draws = engine, draws

    def pick(self, of: tuple[str, ...]) -> str:
        """Give one of several."""
        return self.draws.choice(of)

    def now_and_then(self, share: float) -> bool:
        """Say whether this time."""
        return self.draws.random() < share

    def question(self, depth: int = 2, own: tuple[str, ...] = (), width: int = 0) -> str:
        """Give a question, maybe with an expression before it and another joined to it."""
        gap, before = self.pick(GAPS), ""
        if depth and self.now_and_then(0.4):
            name = self.pick((*TABLES[:4], BEHIND[0], "x", "_scope", "main"))
            before, own = self.expression(name, depth), (*own, name)
        joined = self.now_and_then(0.2)
        asked = self.select(depth, own, width or (1 if joined else 0))
        if joined:
            word = self.pick(("UNION", "UNION ALL", "INTERSECT", "EXCEPT"))
            asked += f" {word}{gap}{self.select(0, own, 1)}"
        return f"{before}{gap}{asked}"

    def expression(self, name: str, depth: int) -> str:
        """Give a common table expression, which may bear a table's name."""
        how = self.pick(("AS", "AS MATERIALIZED", "AS NOT MATERIALIZED"))
        if self.now_and_then(0.3):
            inner = self.question(depth - 1, width=1)
            return f"WITH RECURSIVE {name}(n) {how} ({inner} UNION SELECT n FROM {name})"  # noqa: S608 - it is what is drawn
        return f"WITH {name} {how} ({self.question(depth - 1)})"

    def named(self, name: str) -> str:
        """Write a name as it may be written: in any case, with or without quotes."""
        if self.now_and_then(0.3):
            name = self.pick((name.upper(), name.title()))
            if self.engine == "postgresql":
                return name  # in quotes it would be another name
        if self.now_and_then(0.3):
            return self.pick(QUOTES[self.engine]).format(name)
        return name

    def source(self, depth: int, own: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
        """Give what is selected from, and the columns it has."""
        turn = self.draws.random()
        if turn < 0.15 and depth:
            return f"({self.question(depth - 1, own)})", ANY
        if turn < 0.2:
            return "(VALUES (1, 'K1'), (2, 'x'))", ("column1", "column2")
        if turn < 0.3:
            return self.pick(ODD[self.engine]), ANY
        if turn < 0.45 and own:
            return self.pick(own), ANY
        name = self.pick(TABLES)
        columns = tuple(one.name for one in Base.metadata.tables[name].columns)
        named = self.named(name)
        if self.now_and_then(0.3):
            schema = self.named(self.pick(SCHEMAS[self.engine]))
            named = f"{schema}{self.pick(('.', ' . ', './**/'))}{named}"
        return named, columns

    def value(self, columns: tuple[str, ...], depth: int, *, folded: bool = False) -> str:
        """Give an expression over columns; ``folded`` lets it take several rows together."""
        simple = self.pick(columns if self.now_and_then(0.8) else (*VALUES, *ANY))
        if depth and self.now_and_then(0.08):
            return f"({self.question(depth - 1, width=1)})"
        shapes = ["{}", "{}", "{}", "{}", f"coalesce({self.loose('{}')}, {self.loose('{}')})"]
        shapes += [f"CASE WHEN {self.condition(columns)} THEN {{}} END"]
        shapes += [FAILS[self.engine].format(self.condition(columns))]
        if folded:
            shapes += ["count({})", "max({})", "count(*) OVER (PARTITION BY {})"]
            shapes += ["row_number() OVER (ORDER BY {})"]
        return self.draws.choice(shapes).format(simple, self.pick(columns))

    def condition(self, columns: tuple[str, ...]) -> str:
        """Give a condition over columns."""
        one, other = self.pick(columns), self.pick((*columns, *VALUES, *VALUES))
        shape = self.pick(("{} = {}", "{} <> {}", "{} >= {}", "{} IS NOT NULL", "{} IN ({}, '2')",
                           "{} = {} OR 1 = 1", "CAST({} AS varchar) LIKE 'K2%'"))
        return shape.format(self.loose(one), self.loose(other))

    def loose(self, value: str) -> str:
        """Write a value so that it may be compared with any other."""
        return value if self.engine == "sqlite" else f"CAST({value} AS varchar)"

    def select(self, depth: int, own: tuple[str, ...], width: int) -> str:
        """Give one SELECT of so many columns (nought: as it comes)."""
        first, columns = self.source(depth, own)
        text, columns = f"{first} AS a", tuple(f"a.{one}" for one in columns)
        if self.now_and_then(0.25):
            second, more = self.source(depth, own)
            columns += tuple(f"b.{one}" for one in more)
            word = self.pick(("JOIN", "LEFT JOIN", "CROSS JOIN"))
            text += f" {word} {second} AS b"
            text += f" ON {self.condition(columns)}" if word != "CROSS JOIN" else ""
        shown = self.value(columns, depth, folded=True)
        if not width:
            shown = self.pick((shown, f"{shown}, {self.value(columns, 0)}", "*", "count(*)"))
        asked = f"{self.pick(('SELECT', 'select', 'SELECT DISTINCT'))} {shown} FROM {text}"  # noqa: S608 - it is what is drawn
        if self.now_and_then(0.6):
            word, value = self.pick(("=", "<>")), self.loose(self.value(columns, depth))
            test = f"{value} {word} {self.loose(self.pick(VALUES))}"
            asked += f" WHERE {self.pick((test, self.condition(columns)))}"
        return asked
