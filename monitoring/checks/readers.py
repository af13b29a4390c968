"""Which reader goes with which column, and how are a million cells read without reading each?

Most columns hold few different texts, so every text is read once and its value shared.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from monitoring.checks import dates, numbers, words
from monitoring.checks.faults import BLANK, Fault
from monitoring.datasets.specification import Kind

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from monitoring.checks.checked import Expectation
    from monitoring.datasets.specification import Column

MOST_REMEMBERED = 200_000  # texts of one column; past it they are forgotten and read again
WORDS_AS_THEY_ARE = frozenset({Kind.CLIENT, Kind.REFERENCE, Kind.TEXT, Kind.CONTRACT})
REFERENCES = frozenset({Kind.CONTRACT, Kind.CLIENT, Kind.REFERENCE, Kind.MEASURE})
UNREPEATED = frozenset({Kind.CLIENT, Kind.REFERENCE})  # never shown in a finding


class Cells(dict[str, Any]):
    """The values of one column by their text; reads a text when first asked for it.

    ``faulty`` turns true with the first text that cannot be read, and ``in_doubt`` holds the dates
    whose day and month are not certain, so that sound columns need no second look.
    """

    def __init__(self, read: Callable[[str], Any], notes: dict[str, str]) -> None:
        """Start without any text."""
        super().__init__()
        self._read = read
        self.notes = notes
        self.faulty = False
        self.in_doubt: set[dates.TwoWays] = set()

    def __missing__(self, text: str) -> Any:  # noqa: ANN401 - a column's values are of any kind
        """Read a text not met before."""
        if len(self) >= MOST_REMEMBERED:
            self.clear()
        value = self[text] = self._read(text)
        if value.__class__ is Fault:
            self.faulty = True
        elif value.__class__ is dates.TwoWays:
            self.in_doubt.add(value)
        return value

    def of(self, texts: Sequence[str]) -> list[Any]:
        """Give the values of many texts."""
        return list(map(self.__getitem__, texts))


class PlainWords(Cells):
    """A column of references, whose texts rarely repeat: looked at together, kept as they are."""

    _totals = frozenset(
        spelt
        for word in words.TOTALS
        for spelt in (word, word.upper(), word.capitalize(), word.title())
    )

    def of(self, texts: Sequence[str]) -> list[Any]:
        """Give the texts themselves where nothing can be wrong with any of them."""
        if words.is_plain(texts) and "" not in texts and self._totals.isdisjoint(texts):
            return list(texts)
        return super().of(texts)


def cells_of(column: Column, expectation: Expectation, *, key: bool, commas: bool) -> Cells:
    """Give what reads a column.

    Parameters
    ----------
    column
        The column of the specification.
    expectation
        What is known of the world.
    key
        Whether it belongs to the natural key; a line of totals is told by its words there.
    commas
        Whether a comma between thousands is beyond doubt in this file.
    """
    notes: dict[str, str] = {}
    read = _from_blank(_reader(column, expectation, notes, commas=commas), column, key=key)
    kind = PlainWords if column.kind in UNREPEATED else Cells
    return kind(read, notes)


def _from_blank(read: Callable[[str], Any], column: Column, *, key: bool) -> Callable[[str], Any]:
    tidy = _tidy(column)
    blank = None if column.optional else BLANK
    totals = words.TOTALS if key and column.kind in WORDS_AS_THEY_ARE | {Kind.NAME} else frozenset()

    def value(text: str) -> Any:  # noqa: ANN401 - a column's values are of any kind
        seen = tidy(text)
        if isinstance(seen, Fault):
            return seen
        if not seen:
            return blank
        return words.TOTAL_ROW if seen.casefold() in totals else read(seen)

    return value


def _tidy(column: Column) -> Callable[[str], str | Fault]:
    if column.free_text:
        return words.tidy_free_text
    return words.tidy_reference if column.kind in REFERENCES else words.tidy


def _reader(
    column: Column, expectation: Expectation, notes: dict[str, str], *, commas: bool
) -> Callable[[str], Any]:
    digits = numbers.Digits(commas=commas, notes=notes)
    numeric: dict[Kind, tuple[Callable[[str], Any], int]] = {
        Kind.COUNT: (digits.count, 1),
        Kind.HOURS: (digits.hundredths, 100),
        Kind.PENCE: (digits.pounds, 100),
        Kind.NUMBER: (digits.number, 1),
        Kind.SHARE: (digits.share, 1),
    }
    if column.kind in numeric:
        read, unit = numeric[column.kind]
        return numbers.within(read, *column.between, unit) if column.between else read
    return _word_reader(column, expectation, notes)


def _word_reader(
    column: Column, expectation: Expectation, notes: dict[str, str]
) -> Callable[[str], Any]:
    readers: dict[Kind, Callable[[], Callable[[str], Any]]] = {
        Kind.DATE: lambda: dates.read_date,
        Kind.MONTH: lambda: dates.month_reader(notes),
        Kind.CODE: lambda: words.code_reader(column.codes, column.aliases),
        Kind.CODES: lambda: words.codes_reader(column.codes),
        Kind.YES_NO: lambda: words.yes_or_no,
        Kind.NAME: lambda: words.one_line,
        Kind.MEASURE: lambda: _measures(column, expectation),
        Kind.CONTRACT: lambda: _contract(expectation.contract),
    }
    return readers.get(column.kind, lambda: str)()


def _measures(column: Column, expectation: Expectation) -> Callable[[str], Any]:
    counts, rates = expectation.measures, expectation.rates
    if column.rates_too and counts is not None:
        counts, rates = counts | rates, frozenset()
    return words.measure_reader(counts, rates, column.aliases)


def _contract(expected: str | None) -> Callable[[str], Any]:
    other = Fault(
        "other_contract",
        f"The file was sent for contract {expected}; this row names another. Correct the contract,"
        " or send its rows in a file of their own.",
    )

    def read(text: str) -> str | Fault:
        return text if expected in {None, text} else other

    return read
