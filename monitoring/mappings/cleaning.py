"""What of a file may be kept, where a mapping says which of its columns say who somebody is?

Columns to drop are taken out and identifiers replaced by a keyed reference, before anything else
is done with the file. What is left reads through the same mapping to the same rows, because a
reference that was made here is known again and left as it is.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from monitoring.checks.header import header_form
from monitoring.mappings.reshape import reference_form
from monitoring.narrative.words import listed
from monitoring.reading.table import Batch, TextTable
from monitoring.rewriting import sheet_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from monitoring.mappings.definition import Definition
    from monitoring.mending import Mend

ENDING, SHEET_ENDING = ".cleaned.csv", ".sheet.csv"
"""What the names of files end in of which the store keeps a part."""

ONE_SHEET = "The workbook holds several sheets; of it this one is kept, as text."


def cleans(mapping: Definition) -> bool:
    """Say whether a mapping names columns that say who somebody is."""
    return bool(mapping.drop or mapping.reference)


def replaced(mapping: Definition, headers: Sequence[str]) -> tuple[str, ...]:
    """Give the headings of a file whose identifiers the mapping replaces."""
    keyed = set(map(header_form, mapping.reference))
    return tuple(header for header in headers if header_form(header) in keyed)


def cleaned(mapping: Definition, table: TextTable, keyed: Callable[[str], str]) -> TextTable:
    """Give a file without its identifiers: nothing of them is in the table that comes back.

    Parameters
    ----------
    mapping
        Says which headings to drop and which to replace.
    table
        The file as it was sent.
    keyed
        Replaces an identifier by its reference, and leaves a reference as it is.
    """
    dropped = set(map(header_form, mapping.drop))
    kept = [at for at, text in enumerate(table.headers) if header_form(text) not in dropped]
    keys = {at for at in kept if table.headers[at] in replaced(mapping, table.headers)}

    def batches() -> Iterator[Batch]:
        for batch in table.batches():
            columns = batch.columns
            yield Batch(
                batch.row_numbers,
                [_replaced(columns[at], keyed) if at in keys else columns[at] for at in kept],
            )

    gone = [text for at, text in enumerate(table.headers) if at not in set(kept)]
    note = _note(gone, [table.headers[at] for at in kept if at in keys])
    return TextTable(
        headers=tuple(table.headers[at] for at in kept),
        how=replace(table.how, notes=(*table.how.notes, *note)),
        batches=batches,
        declared=table.declared,
        found=table.found,
    )


def one_sheet(table: TextTable) -> TextTable:
    """Give a sheet of a workbook of several, which says that it alone is kept.

    The others may hold what was never looked at, and contracts that are not the reader's.
    """
    return replace(table, how=replace(table.how, notes=(*table.how.notes, ONE_SHEET)))


def is_part(file_name: str) -> bool:
    """Say by its name whether the store keeps a part of a file, and not the file as sent."""
    return file_name.endswith((ENDING, SHEET_ENDING))


def as_kept(table: TextTable) -> bytes:
    """Give the bytes of a table that the store keeps in place of those sent."""
    return sheet_of(table).as_csv()


def mends_as_kept(mapping: Definition, mends: Iterable[Mend]) -> tuple[Mend, ...]:
    """Give what was put right before sending, without the texts of columns that were cleaned."""
    told = set(map(header_form, [*mapping.drop, *mapping.reference]))
    return tuple(
        replace(each, before="", after="", shown=False)
        if header_form(each.column) in told
        else each
        for each in mends
    )


def _replaced(texts: list[str], keyed: Callable[[str], str]) -> list[str]:
    known: dict[str, str] = {}
    for text in texts:
        if text not in known:
            form = reference_form(text)
            known[text] = keyed(form) if form else ""
    return [known[text] for text in texts]


def _note(gone: list[str], keyed: list[str]) -> Iterator[str]:
    if gone:
        yield f"Dropped before anything was kept: {listed(gone)}."
    if keyed:
        yield f"Replaced by a keyed reference before anything was kept: {listed(keyed)}."
    if gone or keyed:
        yield "The fingerprint is of the file as sent; what is kept of it holds no identifier."
