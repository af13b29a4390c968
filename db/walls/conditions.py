"""What can a wall ask of a row? The words in which the rules are written."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from db.walls.levels import Level


@dataclass(frozen=True, slots=True)
class Always:
    """Everybody the transaction's purpose lets through."""


@dataclass(frozen=True, slots=True)
class Held:
    """A level held over everything, such as the administration of people."""

    level: Level


@dataclass(frozen=True, slots=True)
class Seen:
    """A level held over the contract of the row (and over its arrangement, where it has one)."""

    level: Level
    contract: str = "{f}.contract_id"
    arrangement: str | None = None


@dataclass(frozen=True, slots=True)
class Mine:
    """The row names the person who asks."""

    column: str


@dataclass(frozen=True, slots=True)
class Where:
    """A plain condition on the row itself; ``{f}`` is the row."""

    condition: str


@dataclass(frozen=True, slots=True)
class Either:
    """One of several conditions."""

    of: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Both:
    """All of several conditions."""

    of: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Among:
    """The row's ``column`` is (or is not) among those of the rows of another table, ``i``.

    Several columns, parted by a comma and a blank, are looked up together.
    """

    column: str
    table: str
    where: Condition
    joined: str = ""  # a table with one row for each of the other's, ``j``, by the same column
    inside: bool = True
    unless: bool = False  # the other table's rows are those that fail ``where``


@dataclass(frozen=True, slots=True)
class Beside:
    """There is a row of another table, ``i``, that ``on`` ties to this one."""

    table: str
    on: str
    where: Condition


Condition = Always | Held | Seen | Mine | Where | Either | Both | Among | Beside


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One table's rule."""

    read: Condition
    shown_if: Mapping[str, Condition] = field(default_factory=dict)  # columns blank otherwise
    identify: Condition | None = None  # what working out a scope may read
    compare: Condition  # what a publisher may read
    add: Condition | None = None  # what a publisher may add, and close
    closes: tuple[str, ...] = ()  # the columns that may change
    closes_if: Condition | None = None  # of which rows, where not of those one may add
    closed_as: Condition | None = None  # and what the row must then be
