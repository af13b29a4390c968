"""What does every cell of a file say, column by column, and which cells say nothing readable?"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from itertools import chain, repeat
from typing import TYPE_CHECKING, Any

from monitoring.checks import dates, numbers
from monitoring.checks.faults import Fault
from monitoring.checks.readers import UNREPEATED, Cells, cells_of
from monitoring.findings import Problem, attention, holds, refuses

if TYPE_CHECKING:
    from collections.abc import Sequence

    from monitoring.checks.checked import Expectation
    from monitoring.datasets.specification import Column, Dataset
    from monitoring.reading.table import TextTable

REFUSING = frozenset({"other_contract"})  # the sender and the file disagree about what was sent
LONGEST_SHOWN = 200


@dataclass
class Rows:
    """The rows of a file while they are checked; positions count from nought.

    ``found`` and ``found_at`` go together: a finding and the position of its row. ``faults`` holds
    the texts that cannot be read, by column and position: two rows are equal only if these are too.
    """

    dataset: Dataset
    numbers: list[int] = field(default_factory=list)
    columns: dict[str, list[Any]] = field(default_factory=dict)
    found: list[Problem] = field(default_factory=list)
    found_at: list[int] = field(default_factory=list)
    faults: defaultdict[str, dict[int, str]] = field(default_factory=lambda: defaultdict(dict))
    repeats: list[int] = field(default_factory=list)
    notes: list[Problem] = field(default_factory=list)

    def add(self, position: int, problem: Problem) -> None:
        """Note what was found in a row."""
        self.found.append(problem)
        self.found_at.append(position)

    def hold(self, position: int, rule: str, message: str, *, column: str | None = None) -> None:
        """Hold a row for something that is not the text of one cell."""
        self.add(position, holds(rule, message, row=self.numbers[position], column=column))

    def unreadable(self, position: int, column: Column, fault: Fault, text: str) -> None:
        """Hold a row for a cell that cannot be read."""
        self.faults[column.name][position] = text
        shown = None if column.kind in UNREPEATED or not text else text[:LONGEST_SHOWN]
        make = refuses if fault.rule in REFUSING else holds
        row = self.numbers[position]
        self.add(
            position, make(fault.rule, fault.message, row=row, column=column.name, value=shown)
        )


def read_cells(
    dataset: Dataset, table: TextTable, places: dict[str, int], expectation: Expectation
) -> tuple[Rows, dict[str, Cells]]:
    """Read every cell of the columns found; columns the file leaves out are blank."""
    commas = table.how.delimiter not in numbers.CONTINENTAL
    cells = {
        column.name: cells_of(column, expectation, key=column.name in dataset.key, commas=commas)
        for column in dataset.columns
        if column.name in places
    }
    rows = Rows(dataset, columns={column.name: [] for column in dataset.columns})
    for batch in table.batches():
        first = len(rows.numbers)
        rows.numbers.extend(batch.row_numbers)
        for name, reader in cells.items():
            texts = batch.columns[places[name]]
            values = reader.of(texts)
            if reader.faulty:
                _take_out(rows, dataset.by_name[name], first, texts, values)
            rows.columns[name].extend(values)
    _fill_left_out(rows, places, expectation)
    return rows, cells


def settle_dates(rows: Rows, cells: dict[str, Cells], expectation: Expectation) -> str:
    """Settle the dates whose day and month were in doubt; give the order in words, or blank."""
    doubtful = [name for name, reader in cells.items() if reader.in_doubt]
    if not doubtful:
        return ""
    every = chain.from_iterable(cells[name].in_doubt for name in doubtful)
    order = dates.order_of(every, day_first=expectation.day_first)
    for name in doubtful:
        _settle(rows, rows.dataset.by_name[name], cells[name], order)
    words = "day first" if order.day_first else "month first"
    if order.proved and order.day_first != expectation.day_first:
        rows.notes.append(_proved_otherwise(words))
    elif order.doubtful and not order.proved and not order.contradicted:
        rows.notes.append(_assumed(words))
    return words


def _take_out(
    rows: Rows, column: Column, first: int, texts: Sequence[str], values: list[Any]
) -> None:
    for at, value in enumerate(values):
        if value.__class__ is Fault:
            rows.unreadable(first + at, column, value, texts[at].strip())
            values[at] = None


def _fill_left_out(rows: Rows, places: dict[str, int], expectation: Expectation) -> None:
    for name in rows.columns:
        if name not in places:
            value = expectation.contract if name == "contract" else None
            rows.columns[name] = list(repeat(value, len(rows.numbers)))


def _settle(rows: Rows, column: Column, cells: Cells, order: dates.Order) -> None:
    settled = {each: order.choose(each) for each in cells.in_doubt}
    spelt = {value: text for text, value in cells.items() if value.__class__ is dates.TwoWays}
    values = rows.columns[column.name]
    for at, value in enumerate(values):
        if value.__class__ is dates.TwoWays:
            meant = settled[value]
            values[at] = None if isinstance(meant, Fault) else meant
            if isinstance(meant, Fault):
                rows.unreadable(at, column, meant, spelt.get(value, "").strip())


def _proved_otherwise(words: str) -> Problem:
    return attention(
        "dates_read",
        f"Dates were read {words}: some of them can be read in no other way, and none contradicts"
        " it.",
    )


def _assumed(words: str) -> Problem:
    return attention(
        "dates_assumed",
        f"Dates were read {words}: nothing in the file proves it. Check one, or write dates as"
        " 2009-04-20.",
    )
