"""Where do the records of a CSV begin and end, when its quotes are not to be trusted?"""

from __future__ import annotations

import csv
import re
from typing import TYPE_CHECKING

from monitoring.reading.faults import Faults

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from monitoring.reading.limits import Limits

_NARROW = 4  # columns below which a broken line of prose is easily as wide as a row


class Records:
    """Reads lines record by record and keeps a fault for every one that cannot be believed."""

    def __init__(self, delimiter: str, limits: Limits, faults: Faults | None = None) -> None:
        """Settle the separator; faults go to those given."""
        self.faults = Faults() if faults is None else faults
        self.delimiter = delimiter
        self._limits = limits
        value = rf'(?:"(?:[^"]|"")*+"|[^"{delimiter}\r\n]*+)'
        self._well_quoted = re.compile(rf"{value}(?:[{delimiter}]{value})*+\r*\n?")

    def of(self, lines: Sequence[str], first: int) -> Iterator[tuple[int, list[str]]]:
        """Give each record with the number of the line it begins on.

        Raises
        ------
        Unreadable
            Where a fault of the quotes leaves unknown where the next record begins.
        """
        reader = csv.reader(lines, delimiter=self.delimiter, strict=True)
        start = 0
        try:
            for row in reader:
                self._judge(first + start, row, lines[start : reader.line_num])
                yield first + start, row
                start = reader.line_num
        except csv.Error as error:
            self._add_broken(str(error), first + start)
            self.faults.raise_any()

    def _judge(self, number: int, row: list[str], raw: Sequence[str]) -> None:
        if '"' in "".join(row) and not self._well_quoted.fullmatch("".join(raw)):
            message = (
                f"Row {number} has a double quote within a value that is not in double quotes. "
                'Put the value in double quotes and write the quote within it twice ("").'
            )
            self.faults.add("quote_misplaced", message, row=number)
        if max(map(len, raw)) > self._limits.cell or len(raw) > 1:
            self._judge_long(number, row)

    def _judge_long(self, number: int, row: list[str]) -> None:
        for place, value in enumerate(row, 1):
            if len(value) > self._limits.cell:
                message = (
                    f"Row {number} holds a value of {len(value):,} characters in column {place}; "
                    f"at most {self._limits.cell:,} are read. Shorten it, and check that a "
                    "double quote is not missing."
                )
                self.faults.add("value_too_long", message, row=number)
            elif self._swallows(value, len(row)):
                message = (
                    f"A value in column {place} of row {number} begins with a double quote and "
                    f"runs over {value.count(chr(10)) + 1} lines that look like rows. Close the "
                    "quote, or take the line breaks out of the value."
                )
                self.faults.add("rows_in_quotes", message, row=number)

    def _swallows(self, value: str, width: int) -> bool:
        """Say whether a quoted value holds rows.

        A quote opened by accident in one row and closed in the same column of a later one takes
        in exactly the separators of the rows between; prose seldom has that number.
        """
        breaks = value.count("\n")
        if breaks > self._limits.line_breaks:
            return True
        separators = value.count(self.delimiter)
        return breaks > 0 and width >= _NARROW and separators == breaks * (width - 1)

    def _add_broken(self, error: str, number: int) -> None:
        rule, message = _broken(error)
        self.faults.add(rule, message.format(number), row=number)


def _broken(error: str) -> tuple[str, str]:
    """Give the rule and the words for a fault the csv module stops at."""
    if "unexpected end" in error:
        return "quote_not_closed", (
            "A double quote opened in row {} is never closed. Close it, or remove it."
        )
    if "new-line" in error:
        return "line_endings_mixed", (
            "Row {} has a carriage return within it that does not end a line. "
            "Save the file again as 'CSV UTF-8'."
        )
    if "field limit" in error:
        return "value_too_long", (
            "Row {} holds a value far too long to be one. Check that a double quote is closed."
        )
    return "quote_misplaced", (
        "Row {} has text after the closing double quote of a value. "
        'Write a quote within a value twice (""), or remove it.'
    )
