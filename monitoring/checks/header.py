"""Which column of the file is which column of the dataset?"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from difflib import get_close_matches
from typing import TYPE_CHECKING

from monitoring.findings import Problem, refuses

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from monitoring.datasets.specification import Column, Dataset

LONGEST_SHOWN = 60  # of a heading that is not known


def header_form(text: str) -> str:
    """Give the form in which two headings are equal: case, spaces and underscores apart.

    >>> header_form("Client Category") == header_form("client_category")
    True
    """
    return re.sub(r"[\s_]+", "", unicodedata.normalize("NFKC", text)).casefold()


def match_headers(
    dataset: Dataset, headers: Sequence[str], *, contract_known: bool, mapped: bool
) -> tuple[dict[str, int], list[Problem]]:
    """Find each column of a dataset among a file's headings.

    Parameters
    ----------
    dataset
        What the file is said to hold.
    headers
        The headings as they stand in the file.
    contract_known
        Whether the sender named the contract, so that the file need not.
    mapped
        Whether a saved mapping made the table, so that internal columns may be filled.

    Returns
    -------
    The place of each column found, and what is wrong with the header.
    """
    allowed = {header_form(c.name): c for c in dataset.columns if mapped or not c.internal}
    forms = [header_form(header) for header in headers]
    places = {allowed[form].name: at for at, form in enumerate(forms) if form in allowed}
    if not places:
        return {}, [_no_header(dataset)]
    needed = (
        column
        for column in dataset.public_columns
        if not column.optional and not (contract_known and column.name == "contract")
    )
    problems = [
        *_repeated(headers, forms),
        *_unknown(headers, forms, allowed, places),
        *_missing(needed, places),
    ]
    return places, problems


def _no_header(dataset: Dataset) -> Problem:
    names = ", ".join(column.name for column in dataset.public_columns)
    return refuses(
        "no_header",
        f"The first line does not hold the headings of {dataset.name}. They are: {names}.",
        row=1,
    )


def _repeated(headers: Sequence[str], forms: Sequence[str]) -> Iterable[Problem]:
    first = dict(zip(reversed(forms), reversed(headers), strict=True))
    for form, times in Counter(forms).items():
        if form and times > 1:
            yield refuses(
                "repeated_header",
                f"This heading stands {times} times. Keep one column of that name.",
                row=1,
                column=_shown(first[form]),
                value=_shown(first[form]),
            )


def _unknown(
    headers: Sequence[str], forms: Sequence[str], allowed: dict[str, Column], places: dict[str, int]
) -> Iterable[Problem]:
    free = {form: column.name for form, column in allowed.items() if column.name not in places}
    for at, (header, form) in enumerate(zip(headers, forms, strict=True), start=1):
        if not form:
            yield refuses(
                "blank_header",
                f"Column {at} has no heading. Give it one, or remove the column.",
                row=1,
            )
        elif form not in allowed:
            close = get_close_matches(form, free, n=1, cutoff=0.6)
            hint = f"Did you mean {free[close[0]]}?" if close else "Remove the column."
            yield refuses(
                "unknown_header",
                f"The dataset has no such column. {hint}",
                row=1,
                column=_shown(header),
                value=_shown(header),
            )


def _missing(needed: Iterable[Column], places: dict[str, int]) -> Iterable[Problem]:
    for column in needed:
        if column.name not in places:
            yield refuses(
                "missing_header",
                f"The column {column.name} is missing. Add it: {column.sentence}",
                row=1,
                column=column.name,
            )


def _shown(header: str) -> str:
    text = header if header.isprintable() else "".join(c for c in header if c.isprintable())
    return text if len(text) <= LONGEST_SHOWN else text[: LONGEST_SHOWN - 1] + "…"
