"""Which rows speak of the same thing, and do they say the same?

Rows that repeat a key with equal values keep the first. Where the values differ nobody can tell
which is meant, so all are held; they are never summed.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np

from monitoring.checks.words import name_form
from monitoring.datasets.specification import Kind
from monitoring.findings import attention

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from monitoring.checks.cells import Rows
    from monitoring.datasets.specification import Column

MOST_ROWS_NAMED = 5  # in one message

_BLANKS: dict[Kind, object] = {
    Kind.DATE: date(1, 1, 1),
    Kind.MONTH: date(1, 1, 1),
    Kind.COUNT: 0,
}


def fill_blank_keys(rows: Rows) -> None:
    """Write a blank of the natural key as the store keeps it: '' , 0 or the first day of year 1."""
    for column in _key_columns(rows):
        if column.optional:
            blank = _BLANKS.get(column.kind, "")
            values = rows.columns[column.name]
            rows.columns[column.name] = [blank if value is None else value for value in values]


def settle_repeats(rows: Rows) -> None:
    """Leave out equal repeats of a key, and hold all rows of a key that differ."""
    held = set(rows.found_at)
    for positions in _groups(rows):
        if any(_differ(rows, column, positions) for column in rows.dataset.columns):
            _hold_all(rows, positions)
        else:  # what is held already, for what all of them have wrong, is not noted again
            _leave_out(rows, positions[0], (at for at in positions[1:] if at not in held))


def _groups(rows: Rows) -> Iterator[list[int]]:
    """Give the positions that share a key, in groups of two or more.

    A million keys are compared by their hashes, sorted; only those that meet are looked at.
    """
    keys = [_comparable(column, rows.columns[column.name]) for column in _key_columns(rows)]
    hashes = np.fromiter(map(hash, zip(*keys, strict=True)), np.int64, len(rows.numbers))
    order = np.argsort(hashes, kind="stable")
    in_order = hashes[order]
    same = in_order[1:] == in_order[:-1]
    met = np.zeros(len(hashes), dtype=bool)
    met[:-1] |= same
    met[1:] |= same
    unread = [rows.faults[name] for name in rows.dataset.key if name in rows.faults]
    groups: defaultdict[tuple[Any, ...], list[int]] = defaultdict(list)
    for at in np.sort(order[met]).tolist():
        if not any(at in texts for texts in unread):
            groups[tuple(values[at] for values in keys)].append(at)
    return (positions for positions in groups.values() if len(positions) > 1)


def _key_columns(rows: Rows) -> list[Column]:
    return [rows.dataset.by_name[name] for name in rows.dataset.key]


def _comparable(column: Column, values: list[Any]) -> list[Any]:
    if column.kind is not Kind.NAME:
        return values
    forms = {value: name_form(value) for value in set(values) if value is not None}
    return [forms.get(value) for value in values]


def _differ(rows: Rows, column: Column, positions: list[int]) -> bool:
    values, texts = rows.columns[column.name], rows.faults.get(column.name, {})
    said = {values[at] for at in positions}
    if column.kind is Kind.NAME:
        said = set(_comparable(column, list(said)))
    return len(said) > 1 or len({texts.get(at) for at in positions}) > 1


def _leave_out(rows: Rows, first: int, others: Iterable[int]) -> None:
    message = (
        f"This row says the same as row {rows.numbers[first]}. It is left out; the first stands."
    )
    for at in others:
        rows.repeats.append(at)
        rows.add(at, attention("repeated_row", message, row=rows.numbers[at]))


def _hold_all(rows: Rows, positions: list[int]) -> None:
    *before, last = rows.dataset.key
    key = f"{', '.join(before)} and {last}"
    for at in positions:
        others = [rows.numbers[other] for other in positions[: MOST_ROWS_NAMED + 1] if other != at]
        named = ", ".join(map(str, others[:MOST_ROWS_NAMED]))
        more = len(positions) - 1 - len(others[:MOST_ROWS_NAMED])
        rows.hold(
            at,
            "conflicting_key",
            f"Same {key} as row {named}{f' and {more} more' if more else ''}, but different values."
            " Keep the row that is right, or correct the key.",
        )
