"""What is this file, by its header alone?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from monitoring.checks.header import header_form
from monitoring.findings import Unreadable
from monitoring.mappings.layout import layout_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from monitoring.datasets.specification import Dataset
    from monitoring.mappings import Mapping

FEWEST_KNOWN = 2  # headings a file must share with a dataset to be taken for it


def recognised(headers: Sequence[str], among: Iterable[Dataset], name: str = "") -> Dataset | None:
    """Give the dataset a header fits best; None where it fits none.

    Parameters
    ----------
    headers
        The headings as they stand in the file.
    among
        The datasets it may be, the likelier first where two fit equally.
    name
        The file's name; a dataset named in it comes first where two fit equally.
    """
    ranked = [
        (fit(headers, each), header_form(each.name) in header_form(name), each) for each in among
    ]
    ranked = [one for one in ranked if one[0] is not None]
    return max(ranked, key=lambda one: (one[0], one[1]))[2] if ranked else None


def fit(headers: Sequence[str], dataset: Dataset) -> tuple[int, int] | None:
    """Give how well a header fits a dataset; None where they have too little in common.

    First how many headings would have to change (fewer is better), then how many are known. A
    contract column may be missing: its sender can name the contract.
    """
    forms = {header_form(header) for header in headers}
    columns = {header_form(column.name): column for column in dataset.public_columns}
    known = forms & columns.keys()
    if len(known) < min(FEWEST_KNOWN, len(columns)) or len(known) * 2 < len(forms):
        return None
    missing = [
        form
        for form, column in columns.items()
        if form not in forms and not column.optional and column.name != "contract"
    ]
    return -len(missing) - len(forms - known), len(known)


def fitting_mapping(headers: Sequence[str], mappings: Iterable[Mapping]) -> Mapping | None:
    """Give the saved mapping that finds every column it names in a header; None where none does.

    Of several the one that uses the most columns is given.
    """
    fits: list[tuple[int, Mapping]] = []
    for each in mappings:
        try:
            layout = layout_of(each, headers)
        except Unreadable:
            continue
        fits.append((layout.used, each))
    return max(fits, key=lambda pair: pair[0])[1] if fits else None
