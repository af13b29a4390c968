"""Which findings are the same fault many times over?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from monitoring.vocabulary import Severity

if TYPE_CHECKING:
    from collections.abc import Iterable

    from monitoring.findings import Problem

FIRST_ROWS = 10  # rows named for each group; the rest are counted

_RANK = {severity: rank for rank, severity in enumerate(Severity)}


@dataclass(frozen=True, slots=True)
class Group:
    """Findings alike in rule, column and value: how many, where first, and what to do."""

    severity: Severity
    rule: str
    column: str | None
    value: str | None
    message: str
    count: int
    first_rows: tuple[int, ...]


def group(problems: Iterable[Problem]) -> list[Group]:
    """Put findings together by rule, column and value: gravest first, then most frequent."""
    together: dict[tuple[Severity, str, str | None, str | None], list[Problem]] = {}
    for problem in problems:
        key = (problem.severity, problem.rule, problem.column, problem.value)
        together.setdefault(key, []).append(problem)
    groups = [_group(alike) for alike in together.values()]
    return sorted(groups, key=lambda each: (_RANK[each.severity], -each.count))


def as_frame(groups: Iterable[Group]) -> pd.DataFrame:
    """Give groups as a table for people: found, column, value, rows, which rows first, remedy."""
    rows = [
        {
            "severity": each.severity.value,
            "rule": each.rule,
            "column": each.column or "",
            "value": each.value or "",
            "count": each.count,
            "first_rows": ", ".join(map(str, each.first_rows)),
            "message": each.message,
        }
        for each in groups
    ]
    names = ["severity", "rule", "column", "value", "count", "first_rows", "message"]
    return pd.DataFrame(rows, columns=names)


def _group(alike: list[Problem]) -> Group:
    first = alike[0]
    rows = tuple(problem.row for problem in alike[:FIRST_ROWS] if problem.row is not None)
    return Group(
        first.severity, first.rule, first.column, first.value, first.message, len(alike), rows
    )
