"""Does the file hold what its sender says it holds?"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from monitoring.checks import numbers
from monitoring.checks.faults import Fault
from monitoring.checks.header import header_form
from monitoring.checks.words import code_form
from monitoring.datasets.specification import Kind
from monitoring.findings import Problem, attention, refuses

if TYPE_CHECKING:
    from collections.abc import Iterator

    from monitoring.checks.cells import Rows

PREFIX = "total:"  # as the reader marks a total from the number of rows
SUMMED = {Kind.COUNT: 1, Kind.HOURS: 100, Kind.PENCE: 100, Kind.NUMBER: 1, Kind.SHARE: 1}


def check_totals(rows: Rows, declared: dict[str, str]) -> Iterator[Problem]:
    """Compare the declared number of rows and the sums of columns or measures with the file's."""
    digits = numbers.Digits(commas=True, notes={})
    for declaration, text in declared.items():
        name = declaration.removeprefix(PREFIX)
        wanted = digits.number(text.strip().replace(",", ""))
        if isinstance(wanted, Fault):
            yield refuses("control_total", "The declared total is not a number.", column=name)
        elif header_form(declaration) == "rows":
            yield from _compare(name, wanted, len(rows.numbers))
        else:
            yield from _sum(rows, name, wanted)


def _sum(rows: Rows, name: str, wanted: float) -> Iterator[Problem]:
    found = _values(rows, name)
    if found is None:
        yield refuses(
            "control_total",
            f"A total is declared for {name}, which is neither a column of numbers nor a measure"
            " here. Correct its name, or leave it out.",
            column=name,
        )
        return
    column, values, unit = found
    if rows.faults.get(column):
        yield attention(
            "control_total_unchecked",
            f"The total of {name} cannot be checked while some of its cells cannot be read.",
            column=name,
        )
        return
    yield from _compare(name, wanted, math.fsum(values) / unit)


def _values(rows: Rows, name: str) -> tuple[str, list[Any], int] | None:
    for column in rows.dataset.public_columns:
        if header_form(column.name) == header_form(name) and column.kind in SUMMED:
            values = [value for value in rows.columns[column.name] if value is not None]
            return column.name, values, SUMMED[column.kind]
    if "measure" not in rows.columns or "value" not in rows.columns:
        return None
    pairs = zip(rows.columns["measure"], rows.columns["value"], strict=True)
    form = code_form(name)
    of_measure = [value for measure, value in pairs if measure and code_form(measure) == form]
    return ("value", [v for v in of_measure if v is not None], 1) if of_measure else None


def _compare(name: str, wanted: float, found: float) -> Iterator[Problem]:
    if not math.isclose(wanted, found, rel_tol=1e-12, abs_tol=1e-9):
        yield refuses(
            "control_total",
            f"The file declares {wanted:,.15g} for {name} but holds {found:,.15g}. Correct the file"
            " or the declared total.",
            column=name,
            value=f"{found:.15g}",
        )
