"""Which columns of a file are kept, dropped or replaced, as somebody marks them on a page?

What is marked makes a saved mapping like any other. A file is first looked at through it in
memory: a column that still says who somebody is stands in the way of saving.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from monitoring.checks.header import header_form
from monitoring.mappings.cleaning import cleaned, replaced
from monitoring.reading.identifiers import personal_data

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from monitoring.datasets.specification import Dataset
    from monitoring.findings import Problem
    from monitoring.mappings import Mapping
    from monitoring.reading.table import TextTable


class Treatment(StrEnum):
    """What is done with a column before anything is kept."""

    KEEP = "keep"
    DROP = "drop"
    REPLACE = "replace by a keyed reference"


@dataclass(frozen=True, slots=True)
class Marked:
    """One column of a file: what it stands for (blank: nothing) and what is done with it."""

    heading: str
    stands_for: str = ""
    treatment: Treatment = Treatment.KEEP


def suggested(table: TextTable, spec: Dataset) -> list[Marked]:
    """Mark every column as its heading suggests: what says who somebody is, is dropped."""
    names = {header_form(column.name): column.name for column in spec.public_columns}
    found = {problem.column for problem in personal_data(table.headers, table.batches())}
    return [
        Marked(
            heading,
            names.get(header_form(heading), ""),
            Treatment.DROP if heading in found else Treatment.KEEP,
        )
        for heading in table.headers
    ]


def definition(
    name: str, spec: Dataset, source: str, marks: Iterable[Marked]
) -> dict[str, object]:
    """Give the mapping that marked columns make, in its JSON form.

    A kept column that stands for nothing is ignored: it is still looked at, and never passed on.
    """
    every = list(marks)
    used = [each for each in every if each.stands_for and each.treatment is not Treatment.DROP]
    dropped = [each.heading for each in every if each.treatment is Treatment.DROP]
    keyed = [each.heading for each in every if each.treatment is Treatment.REPLACE]
    left = {each.heading for each in used} | set(dropped) | set(keyed)
    return {
        "name": name,
        "dataset": spec.name,
        "sentence": _sentence(spec, dropped, keyed),
        "source": source,
        "columns": {each.stands_for: each.heading for each in used},
        "ignore": [each.heading for each in every if each.heading not in left],
        "drop": dropped,
        "reference": keyed,
    }


def _sentence(spec: Dataset, dropped: Sequence[str], keyed: Sequence[str]) -> str:
    parts = [f"{', '.join(dropped)} dropped"] if dropped else []
    parts += [f"{', '.join(keyed)} replaced by a keyed reference"] if keyed else []
    return f"{spec.title}, with {' and '.join(parts)}." if parts else f"{spec.title}."


def twice(marks: Iterable[Marked]) -> list[str]:
    """Give the columns of the dataset that more than one heading is said to stand for."""
    used = [each.stands_for for each in marks if each.treatment is not Treatment.DROP]
    return sorted({name for name in used if name and used.count(name) > 1})


def still_personal(mapping: Mapping, table: TextTable) -> tuple[Problem, ...]:
    """Find what of a file would still say who somebody is once the mapping has cleaned it."""
    kept = cleaned(mapping, table, lambda _: "")
    return personal_data(kept.headers, kept.batches(), replaced(mapping, kept.headers))
