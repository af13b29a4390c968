"""Does each row agree with itself?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from monitoring.datasets.specification import Kind
from monitoring.findings import holds

if TYPE_CHECKING:
    from collections.abc import Iterator

    from monitoring.checks.cells import Rows
    from monitoring.checks.checked import Expectation
    from monitoring.datasets.specification import Dataset, RowRule


def check_rows(rows: Rows, expectation: Expectation) -> None:
    """Hold every row that breaks a rule of its dataset; blanks break only rules that ask."""
    for rule in rows.dataset.rules:
        column, broken = _broken(rule, rows, expectation)
        values = rows.columns[column]
        for at in broken:
            found = None if values[at] is None else _as_text(values[at])
            problem = holds(
                rule.code, rule.message, row=rows.numbers[at], column=column, value=found
            )
            rows.add(at, problem)


def _broken(rule: RowRule, rows: Rows, expectation: Expectation) -> tuple[str, Iterator[int]]:
    columns, dataset = rows.columns, rows.dataset
    if rule.in_order:
        first, second = rule.in_order
        shown = second if dataset.by_name[second].kind is Kind.DATE else first
        return shown, _out_of_order(columns[first], columns[second])
    if rule.one_of:
        return rule.one_of[0], _all_blank(rows, rule.one_of)
    if rule.whole_when_count:
        value, measure = rule.whole_when_count
        counts = expectation.measures or frozenset()
        return value, _not_whole(columns[value], columns[measure], counts)
    if rule.fixed_when:
        column, wanted, other, when = rule.fixed_when
        right = (_typed(dataset, column, wanted), None)
        return column, _where(columns, column, right, other, _typed(dataset, other, when))
    return _blank_rule(rule, rows)


def _blank_rule(rule: RowRule, rows: Rows) -> tuple[str, Iterator[int]]:
    form = rule.blank_when or rule.needed_when
    assert form is not None, "a rule has exactly one form"  # noqa: S101 - ours, not the sender's
    column, other, when = form
    met = _typed(rows.dataset, other, when)
    if rule.blank_when:
        return column, _where(rows.columns, column, (None,), other, met)
    pairs = enumerate(zip(rows.columns[column], rows.columns[other], strict=True))
    unread = rows.faults.get(column, {})
    return column, (at for at, (a, b) in pairs if a is None and b == met and at not in unread)


def _out_of_order(first: list[Any], second: list[Any]) -> Iterator[int]:
    pairs = enumerate(zip(first, second, strict=True))
    return (at for at, (a, b) in pairs if a is not None and b is not None and a > b)


def _all_blank(rows: Rows, names: tuple[str, ...]) -> Iterator[int]:
    every = zip(*(rows.columns[name] for name in names), strict=True)
    unread = {at for name in names for at in rows.faults.get(name, ())}
    return (
        at
        for at, values in enumerate(every)
        if not any(value is not None for value in values) and at not in unread
    )


def _not_whole(values: list[Any], measures: list[Any], counts: frozenset[str]) -> Iterator[int]:
    pairs = enumerate(zip(values, measures, strict=True))
    return (
        at
        for at, (value, measure) in pairs
        if value is not None and measure in counts and (value < 0 or value != int(value))
    )


def _where(
    columns: dict[str, list[Any]], column: str, right: tuple[Any, ...], other: str, when: object
) -> Iterator[int]:
    pairs = enumerate(zip(columns[column], columns[other], strict=True))
    return (at for at, (a, b) in pairs if b == when and a not in right)


def _typed(dataset: Dataset, column: str, text: str) -> object:
    return text == "yes" if dataset.by_name[column].kind is Kind.YES_NO else text


def _as_text(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value:.15g}" if isinstance(value, float) else str(value)
