"""Is a file what its dataset's specification says, row by row?

Every fault is collected and none stops the reading, except a fault of the file or its header. Only
these checks may refuse a file or hold a row; what disagrees with another file is for others to say.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from itertools import compress
from typing import TYPE_CHECKING

from monitoring.checks.cells import Rows, read_cells, settle_dates
from monitoring.checks.checked import Checked, Expectation
from monitoring.checks.header import match_headers
from monitoring.checks.keys import fill_blank_keys, settle_repeats
from monitoring.checks.rules import check_rows
from monitoring.checks.totals import check_totals
from monitoring.datasets.specification import Kind
from monitoring.findings import Problem, Unreadable, attention
from monitoring.vocabulary import MissingReason, Severity

if TYPE_CHECKING:
    from collections.abc import Iterable

    from monitoring.checks.readers import Cells
    from monitoring.datasets.specification import Dataset
    from monitoring.reading.table import HowRead, TextTable

__all__ = ["Checked", "Expectation", "check"]


def check(dataset: Dataset, table: TextTable, expectation: Expectation) -> Checked:
    """Read a table as a dataset and say everything that is wrong with it.

    Parameters
    ----------
    dataset
        The specification.
    table
        The file as text, straight from the reader or through a saved mapping.
    expectation
        What is known about the world.

    Returns
    -------
    The sound rows typed, and every finding with row, column and remedy.
    """
    places, problems = match_headers(
        dataset,
        table.headers,
        contract_known=expectation.contract is not None,
        mapped=bool(table.how.mapping),
    )
    if problems:
        return _refused(dataset, table, problems)
    try:
        rows, cells = read_cells(dataset, table, places, expectation)
    except Unreadable as fault:
        return _refused(dataset, table, fault.problems)
    written = settle_dates(rows, cells, expectation)
    rows.notes.extend([*table.found, *_notes(cells)])
    rows.notes.extend(check_totals(rows, table.declared))
    check_rows(rows, expectation)
    _give_reasons(rows)
    fill_blank_keys(rows)
    settle_repeats(rows)
    return _checked(rows, replace(table.how, dates=written or _dates(rows, table.how)))


def _refused(dataset: Dataset, table: TextTable, problems: Iterable[Problem]) -> Checked:
    return Checked(
        dataset,
        table.how,
        columns={column.name: [] for column in dataset.columns},
        problems=list(problems),
    )


def _notes(cells: dict[str, Cells]) -> Iterable[Problem]:
    for name, reader in cells.items():
        for rule, message in reader.notes.items():
            yield attention(rule, message, column=name)


def _give_reasons(rows: Rows) -> None:
    if "missing_reason" not in rows.columns:
        return
    reasons = rows.columns["missing_reason"]
    rows.columns["missing_reason"] = [
        None if value is not None else reason or MissingReason.NOT_RETURNED.value
        for value, reason in zip(rows.columns["value"], reasons, strict=True)
    ]


def _dates(rows: Rows, how: HowRead) -> str:
    dated = (
        column.name for column in rows.dataset.columns if column.kind in {Kind.DATE, Kind.MONTH}
    )
    if not any(value is not None for name in dated for value in rows.columns[name]):
        return ""
    return "workbook dates" if how.kind == "xlsx" else "year first"


def _checked(rows: Rows, how: HowRead) -> Checked:
    checked = Checked(rows.dataset, how, rows.columns, rows.numbers, rows_read=len(rows.numbers))
    held = _list_findings(rows, checked)
    left_out = held.union(rows.repeats)
    if left_out:
        keep = [at not in left_out for at in range(len(rows.numbers))]
        checked.columns = {
            name: list(compress(values, keep)) for name, values in rows.columns.items()
        }
        checked.row_numbers = list(compress(rows.numbers, keep))
    checked.repeated_rows = sorted(rows.numbers[at] for at in rows.repeats)
    return checked


def _list_findings(rows: Rows, checked: Checked) -> set[int]:
    """List every finding, those of the file first and the others by row; give the rows held."""
    held: set[int] = set()
    reasons: defaultdict[int, list[Problem]] = defaultdict(list)
    every = list(rows.notes)
    for each in sorted(range(len(rows.found)), key=rows.found_at.__getitem__):
        problem, at = rows.found[each], rows.found_at[each]
        every.append(problem)
        if problem.severity is not Severity.ATTENTION:
            held.add(at)
            reasons[rows.numbers[at]].append(problem)
    checked.problems = sorted(every, key=lambda problem: problem.row or 0)
    checked.held_rows = {number: tuple(problems) for number, problems in reasons.items()}
    return held
