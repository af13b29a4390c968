"""What does every column of every dataset mean?

``docs/data_dictionary.md`` is written by ``python -m monitoring.datasets.dictionary``; a test
proves that it is up to date.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from monitoring.datasets import ALL
from monitoring.datasets.specification import Kind
from monitoring.vocabulary import Mode

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from monitoring.datasets.specification import Column, Dataset

FORMS = {
    Kind.CONTRACT: "contract reference",
    Kind.CLIENT: "case reference",
    Kind.REFERENCE: "reference",
    Kind.TEXT: "text",
    Kind.NAME: "name, matched case and spaces apart",
    Kind.CODE: "code",
    Kind.CODES: "codes, separated by semicolons",
    Kind.MEASURE: "measure of the programme",
    Kind.DATE: "date, YYYY-MM-DD",
    Kind.MONTH: "month, YYYY-MM",
    Kind.COUNT: "whole number",
    Kind.HOURS: "hours, up to two decimals",
    Kind.PENCE: "pounds, up to two decimals",
    Kind.SHARE: "fraction between 0 and 1",
    Kind.NUMBER: "number",
    Kind.YES_NO: "yes or no",
}
MODES = {
    Mode.WHOLE: "whole months: rows of the same months that the file leaves out are closed",
    Mode.CORRECTIONS: "corrections: only the keys in the file are touched",
}
SENSITIVE = {"price": "prices", "adviser": "adviser references"}

_INTRODUCTION = """\
# Data dictionary

Every dataset that can be sent, and every column it may hold. This page is made from the
specifications in `monitoring/datasets/` by `python -m monitoring.datasets.dictionary`; do not edit
it by hand.

Columns may stand in any order. Headings are compared case, spaces and underscores apart. A column
marked *may be blank* may also be left out. **Bold** columns are the natural key: two rows of one
source that agree in them speak of the same thing.
"""


def dictionary_frame(datasets: Iterable[Dataset] = tuple(ALL.values())) -> pd.DataFrame:
    """Give one row for each column of each dataset, in their order.

    Returns
    -------
    ``dataset``, ``column``, ``form``, ``key``, ``may_be_blank``, ``codes``, ``meaning``,
    ``example`` and ``visible_to`` (blank: to all who see the row).
    """
    return pd.DataFrame(
        {
            "dataset": dataset.name,
            "column": column.name,
            "form": FORMS[column.kind],
            "key": column.name in dataset.key,
            "may_be_blank": column.optional,
            "codes": ", ".join(column.codes),
            "meaning": column.sentence,
            "example": column.example,
            "visible_to": SENSITIVE.get(column.sensitive, ""),
        }
        for dataset in datasets
        for column in dataset.public_columns
    )


def dictionary_markdown() -> str:
    """Give the data dictionary as the page kept in ``docs``."""
    return "\n".join([_INTRODUCTION, *(_section(dataset) for dataset in ALL.values())])


def _section(dataset: Dataset) -> str:
    columns = (_line(dataset, column) for column in dataset.public_columns)
    return "\n".join([*_heading(dataset), *columns, *_rules(dataset), ""])


def _heading(dataset: Dataset) -> Iterator[str]:
    default, *others = dataset.sources
    yield f"## {dataset.name}\n"
    yield f"{dataset.sentence}\n"
    yield f"* Sources: `{default}` (default)" + "".join(f", `{each}`" for each in others)
    yield f"* Month of a row: {f'`{dataset.dating}`' if dataset.dating else 'none of its own'}"
    yield f"* A file is taken as {MODES[dataset.mode]}\n"
    yield "| column | form | may be blank | meaning | example |"
    yield "|---|---|---|---|---|"


def _line(dataset: Dataset, column: Column) -> str:
    name = f"**{column.name}**" if column.name in dataset.key else column.name
    blank = "yes" if column.optional else ""
    codes = f" One of: {', '.join(f'`{code}`' for code in column.codes)}." if column.codes else ""
    seen = f" Seen by those who may see {SENSITIVE[column.sensitive]}." if column.sensitive else ""
    form, meaning = FORMS[column.kind], f"{column.sentence}{codes}{seen}"
    return f"| {name} | {form} | {blank} | {meaning} | {column.example} |"


def _rules(dataset: Dataset) -> Iterator[str]:
    if dataset.rules:
        yield "\nRules within a row:\n"
        yield from (f"* `{rule.code}`: {rule.message}" for rule in dataset.rules)


if __name__ == "__main__":  # pragma: no cover - writes the page; what it writes is tested
    print(dictionary_markdown(), end="")  # noqa: T201 - its output is the page
