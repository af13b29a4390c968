"""What does one dataset hold? The one description everything else is made from.

The template, the validator, the data dictionary, the upload form, the table in the store and the
loader all read these specifications; none of them repeats one.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from monitoring.vocabulary import Mode, Source


class Kind(StrEnum):
    """How a column's text is read and how the value is kept."""

    CONTRACT = "contract"  # a contract reference
    CLIENT = "client"  # a case reference: kept in the identity table, never repeated in a message
    REFERENCE = "reference"  # any other reference of a person or firm: never repeated in a message
    TEXT = "text"
    NAME = "name"  # an organisation, district or site: matched case and spaces apart
    CODE = "code"  # one of a list
    CODES = "codes"  # several of a list, separated by semicolons; kept sorted
    MEASURE = "measure"  # a measure of the contract's programme
    DATE = "date"
    MONTH = "month"  # YYYY-MM, kept as its first day
    COUNT = "count"  # a whole number, nought or more
    HOURS = "hours"  # hours with up to two decimals, kept as hundredths
    PENCE = "pence"  # pounds with up to two decimals, kept as pence
    SHARE = "share"  # a fraction between 0 and 1
    NUMBER = "number"  # any decimal number
    YES_NO = "yes_no"


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its public name, how it is read, and one sentence saying what it means."""

    name: str
    kind: Kind
    sentence: str
    optional: bool = False
    codes: tuple[str, ...] = ()
    example: str = ""
    free_text: bool = False  # may hold line breaks
    internal: bool = False  # filled by a saved mapping only; in no template
    sensitive: str = ""  # "price" or "adviser": who may see it is settled by scope
    between: tuple[int, int] | None = None  # lowest and highest value, both allowed
    aliases: tuple[tuple[str, str], ...] = ()  # other spellings of a code, and the code
    rates_too: bool = False  # a measure column that may also name a rate, as targets do


@dataclass(frozen=True, slots=True)
class RowRule:
    """A rule within one row, as data. Blanks pass every rule but the two that ask for a value.

    Exactly one of the forms is given.
    """

    code: str
    message: str  # what to do about it, in the sender's words
    in_order: tuple[str, str] | None = None  # the first date or number is not after the second
    needed_when: tuple[str, str, str] | None = None  # column a is needed when column b is value c
    blank_when: tuple[str, str, str] | None = None  # column a stays blank when column b is value c
    one_of: tuple[str, ...] | None = None  # at least one of these columns is filled
    fixed_when: tuple[str, str, str, str] | None = None  # column a is value b when column c is d
    whole_when_count: tuple[str, str] | None = None  # column a is whole when measure b is a count


@dataclass(frozen=True)
class Dataset:
    """One dataset. ``key`` is the natural key; ``dating`` the column that gives a row its month."""

    name: str
    title: str
    sentence: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    sources: tuple[Source, ...]  # the first is the default
    dating: str | None
    mode: Mode
    rules: tuple[RowRule, ...] = ()
    examples: tuple[dict[str, str], ...] = field(default=())

    @cached_property
    def by_name(self) -> dict[str, Column]:
        """Give the columns by their public name."""
        return {column.name: column for column in self.columns}

    @cached_property
    def public_columns(self) -> tuple[Column, ...]:
        """Give the columns a file may hold."""
        return tuple(column for column in self.columns if not column.internal)

    @property
    def default_source(self) -> Source:
        """Give the source assumed when none is named."""
        return self.sources[0]

    @property
    def holds_clients(self) -> bool:
        """Say whether its rows are about single people."""
        return any(column.kind is Kind.CLIENT for column in self.columns)
