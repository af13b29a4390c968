"""Which sheet of a workbook is meant, and which rows does it hold?

Runs in the child process only: what it calls may abort.
"""

from __future__ import annotations

import io
from itertools import islice
from typing import TYPE_CHECKING, Any

from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from monitoring.reading import declared, headers
from monitoring.reading.cells import texts
from monitoring.reading.faults import Faults, refuse
from monitoring.reading.rows import Rows
from monitoring.reading.sheet_xml import Parts

if TYPE_CHECKING:
    from collections.abc import Iterator

_BATCH = 5_000
_NAMED = 20  # sheets named in a message


class Workbook:
    """A workbook opened, its sheets known by name."""

    def __init__(self, data: bytes) -> None:
        """Open it twice: as XML to see what is there, and with the parser for the values."""
        self._parts = Parts(data)
        self._book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        self._worksheets = {
            sheet.name: sheet.visible == SheetVisibleEnum.Visible
            for sheet in self._book.sheets_metadata
            if sheet.typ == SheetTypeEnum.WorkSheet
        }

    def filled(self) -> Iterator[str]:
        """Give the visible sheets that hold anything but control totals."""
        for name, visible in self._worksheets.items():
            if visible and not _is_control(name) and self._parts.sheet(name).is_filled:
                yield name

    def chosen(self, wanted: str | None) -> str:
        """Give the sheet to read: the one asked for, else the only one that holds anything."""
        if wanted is not None:
            return self._asked_for(wanted)
        filled = list(self.filled())
        if not filled:
            message = "No visible sheet of the workbook holds anything. Check that it is the one."
            refuse("file_empty", message)
        if len(filled) > 1:
            message = (
                f"The workbook has {len(filled)} sheets that hold something: "
                f"{_listed(filled)}. Say which one to read."
            )
            refuse("several_sheets", message)
        return filled[0]

    def table(self, name: str, request: dict[str, Any]) -> Table:
        """Give the rows of a sheet."""
        self._parts.sheet(name).refuse_faults()
        return Table(self._rows(name, request["cell"]), self._totals(request["cell"]), request)

    def notes(self, name: str) -> list[str]:
        """Say what a sender should know of how the sheet was read."""
        hidden = [one for one, visible in self._worksheets.items() if not visible]
        found = self._parts.sheet(name).notes()
        if hidden and name not in hidden:
            found.append(f"Hidden sheets were not read: {_listed(hidden)}.")
        return found

    def _asked_for(self, wanted: str) -> str:
        for name in self._worksheets:
            if name.strip().casefold() == wanted.strip().casefold():
                return name
        message = f"The workbook has no such sheet. It has: {_listed(list(self._worksheets))}."
        return refuse("sheet_unknown", message)

    def _rows(self, name: str, most: int) -> Iterator[tuple[int, list[str]]]:
        sheet = self._book.get_sheet_by_name(name)
        if sheet.start is None or sheet.start != (0, 0):
            headers.refuse_missing(1)
        faults = Faults()
        for number, row in enumerate(sheet.iter_rows(), 1):
            yield number, texts(row, number, most, faults)
        faults.raise_any()

    def _totals(self, most: int) -> list[list[str]]:
        for name in self._worksheets:
            if _is_control(name):
                sheet = self._parts.sheet(name)
                sheet.refuse_faults()
                rows = self._rows(name, most) if sheet.is_filled else iter(())
                return [row for _, row in rows if any(row)]
        return []


class Table:
    """The rows of one sheet, header first."""

    def __init__(
        self,
        rows: Iterator[tuple[int, list[str]]],
        totals: list[list[str]],
        limits: dict[str, Any],
    ) -> None:
        """Read up to the header."""
        self._source = rows
        self._totals = totals
        number, header = next(rows)
        while declared.declares(header[0]):
            self._totals.append(header)
            number, header = next(rows, (number + 1, [""]))
        while header and not header[-1].strip():
            header.pop()
        self.headers = headers.checked(header, number, limits["columns"])
        self._rows = Rows(len(header), limits["rows"])
        self._first = number + 1

    def batches(self) -> Iterator[dict[str, Any]]:
        """Give the rows column by column, some thousands at a time."""
        width = self._rows.width
        while some := list(islice(self._source, _BATCH)):
            kept = [
                cells
                for number, row in some
                if self._rows.is_data(number, cells := _trimmed(row, width))
            ]
            self._rows.counted(len(kept))
            if kept and not self._rows.faults:
                yield {"first": self._first, "columns": list(zip(*kept, strict=True))}
                self._first += len(kept)
        self._rows.faults.raise_any()

    def declared(self) -> dict[str, str]:
        """Give the control totals declared on the sheet or the control sheet."""
        return declared.totals([*self._totals, *self._rows.totals])


def _trimmed(row: list[str], width: int) -> list[str]:
    """Cut off blank cells beyond the header, and only those."""
    return row if any(row[width:]) else row[:width]


def _is_control(name: str) -> bool:
    return name.strip().casefold() == declared.CONTROL_SHEET


def _listed(names: list[str]) -> str:
    shown = ", ".join(repr(name) for name in names[:_NAMED])
    return f"{shown} and {len(names) - _NAMED} more" if len(names) > _NAMED else shown
