"""How is a file from outside turned into rows of text?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from monitoring.reading import containers, workbook
from monitoring.reading.delimited import delimited
from monitoring.reading.limits import PAGE_LIMITS, Limits

if TYPE_CHECKING:
    from monitoring.reading.table import TextTable


def read(
    data: bytes, name: str, *, sheet: str | None = None, limits: Limits = PAGE_LIMITS
) -> TextTable:
    """Give a CSV or a workbook as a table of text.

    Parameters
    ----------
    data
        The file's bytes.
    name
        The file's name, of which only the ending is used.
    sheet
        Which sheet of a workbook; needed when more than one holds anything.
    limits
        How much is read before the file is refused.

    Raises
    ------
    Unreadable
        If the file, its header or (while the batches are read) a row cannot be believed.
    """
    if containers.kind(data, name, limits) == containers.WORKBOOK:
        return workbook.table(data, sheet, limits)
    return delimited(data, limits)


def sheets(data: bytes, name: str, *, limits: Limits = PAGE_LIMITS) -> tuple[str, ...]:
    """Give the names of a workbook's visible sheets that hold anything; none for a CSV.

    A sheet of control totals is not among them.

    Raises
    ------
    Unreadable
        If the file is neither a CSV nor a workbook that can be opened.
    """
    if containers.kind(data, name, limits) == containers.WORKBOOK:
        return workbook.sheets(data, limits)
    return ()
