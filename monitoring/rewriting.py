"""How is a file that was read as text written again, so that reading it gives the same rows?

The separator stays what it was, because it settles what a comma in a number may mean; the rows
keep their numbers, because that is how people find them; declared totals stay declared.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import ZipFile

from monitoring.inert import harmless, quoted
from monitoring.reading.declared import ROWS, TOTAL
from monitoring.reading.headers import DELIMITERS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from monitoring.reading.table import TextTable

BY_NAME = {name: mark for mark, name in DELIMITERS.items()}
SHEETS = "xl/worksheets/"
LINE_END = "\r\n"


@dataclass
class Sheet:
    """A file in memory, row by row, as it may be changed and written again."""

    headers: list[str]
    numbers: list[int]
    rows: list[list[str]] = field(repr=False)
    delimiter: str = ","
    declared: dict[str, str] = field(default_factory=dict)

    def as_csv(self) -> bytes:
        """Give the file as a CSV in UTF-8, marked as such; nothing in it runs in a spreadsheet."""
        above = max((self.numbers[0] if self.numbers else 2) - 2, 0)
        totals = [self._line(cells) for cells in declared_cells(self.declared)]
        first, last = totals[:above], totals[above:]
        # A header that stood on more lines than are left keeps its rows where they were.
        padding = "\n" * (above - len(first))
        headers = [*self.headers[:-1], self.headers[-1] + padding] if padding else self.headers
        cells = [self._line(map(harmless, row)) for row in [headers, *self.rows]]
        lines = [*first, *cells, *last]
        return (LINE_END.join(lines) + LINE_END).encode("utf-8-sig")

    def _line(self, cells: Iterable[str]) -> str:
        return self.delimiter.join(map(quoted, cells))


def sheet_of(table: TextTable) -> Sheet:
    """Give a whole file in memory."""
    sheet = Sheet(
        list(table.headers), [], [], BY_NAME.get(table.how.delimiter, ","), dict(table.declared)
    )
    for batch in table.batches():
        sheet.numbers.extend(batch.row_numbers)
        sheet.rows.extend(map(list, zip(*batch.columns, strict=True)))
    return sheet


def of_several_sheets(data: bytes) -> bool:
    """Say whether a workbook holds more sheets than the one that is read, hidden ones too."""
    with ZipFile(BytesIO(data)) as package:
        names = [name for name in package.namelist() if name.startswith(SHEETS)]
    return len([name for name in names if name.endswith(".xml")]) > 1


def declared_cells(declared: dict[str, str]) -> list[Sequence[str]]:
    """Give the lines in which a file declares its control totals."""
    return [
        (f"#{ROWS}", total) if key == ROWS else (f"#{TOTAL}", key.removeprefix(f"{TOTAL}:"), total)
        for key, total in declared.items()
    ]
