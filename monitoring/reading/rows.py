"""Which rows under the header are data?"""

from __future__ import annotations

from dataclasses import dataclass, field

from monitoring.reading.declared import declares
from monitoring.reading.faults import Faults, refuse

_MOST_BLANK = 1_048_576  # the rows of a whole sheet


@dataclass(slots=True)
class Rows:
    """Judges rows one after the other and remembers what the earlier ones settle.

    Blank rows at the end are left out. A blank row with rows under it is refused rather than
    passed over: it is where a second table begins or where a row was cleared by accident, and
    nothing in the file tells the two apart. Totals the file declares stand below the last row.
    """

    width: int
    most: int
    faults: Faults = field(default_factory=Faults)
    totals: list[list[str]] = field(default_factory=list)
    blank: int | None = None  # the first of the blank rows just passed
    blanks: int = 0
    count: int = 0

    @property
    def ended(self) -> bool:
        """Say whether the rows seem to have come to an end."""
        return bool(self.totals) or self.blank is not None

    def is_data(self, number: int, row: list[str]) -> bool:
        """Say whether a row is data; keep a fault if it should be and is not fit to be."""
        if not "".join(row).strip():
            self.pass_blank(number, 1)
            return False
        if declares(row[0]):
            self.totals.append(row)
            return False
        if self.totals:
            self.faults.add(
                "row_after_totals",
                f"Row {number} stands below the declared totals. Move the totals to the end.",
                row=number,
            )
            return False
        self._refuse_gap()
        if len(row) != self.width:
            self._refuse_width(number, len(row))
            return False
        return True

    def pass_blank(self, first: int, rows: int) -> None:
        """Remember blank rows just passed."""
        self.blank = self.blank or first
        self.blanks += rows
        if self.blanks > _MOST_BLANK:
            refuse("blank_row", f"There are more than {_MOST_BLANK:,} blank rows. Delete them.")

    def counted(self, rows: int) -> None:
        """Add rows to those read, and refuse the file when it holds too many."""
        self.count += rows
        if self.count > self.most:
            message = (
                f"The file holds more than {self.most:,} rows. Send it in parts, a month or a "
                "contract at a time, or load it from the terminal."
            )
            refuse("too_many_rows", message)

    def _refuse_gap(self) -> None:
        if self.blank is not None:
            message = (
                f"Row {self.blank} is blank and rows follow it. Delete the blank row; if a second "
                "table begins there, send it as a file of its own."
            )
            self.faults.add("blank_row", message, row=self.blank)
            self.blank = None

    def _refuse_width(self, number: int, values: int) -> None:
        remedy = (
            "A value or a separator is missing: put it in."
            if values < self.width
            else "Give every column a name, and put a value that holds a separator in quotes."
        )
        message = (
            f"Row {number} has {values} {'value' if values == 1 else 'values'} where the header "
            f"has {self.width}. {remedy}"
        )
        self.faults.add("ragged_row", message, row=number)
