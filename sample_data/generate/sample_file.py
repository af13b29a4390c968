"""What is one file of the sample, and what must be said about it to load it?"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass, fields
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

NOT_IN_MANIFEST = ("data",)
YES_NO = {True: "yes", False: "no"}


@dataclass(frozen=True, slots=True)
class SampleFile:
    """One file in the order it reached the department, with everything a loader needs to know.

    ``contract`` and ``mapping`` are blank where the file says it all itself; ``months`` is blank
    where the file's own dating column gives them; ``mode`` is blank for the dataset's own.
    ``received`` is an aware instant as ISO text and ``sender`` the login of a sample user.
    """

    order: int
    dataset: str
    name: str
    data: bytes
    source: str
    received: str
    sender: str
    contract: str = ""
    mapping: str = ""
    months: tuple[str, ...] = ()
    mode: str = ""
    hold_faulty: bool = False
    confirm_size: bool = False
    reason: str = ""

    def manifest_row(self) -> dict[str, str]:
        """Give what the manifest says of this file."""
        return {
            field.name: _manifest_text(getattr(self, field.name))
            for field in fields(self)
            if field.name not in NOT_IN_MANIFEST
        }


def _manifest_text(value: object) -> str:
    """Write one cell of the manifest."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return " ".join(value) if isinstance(value, tuple) else str(value)


def instant(day: date, minutes: int = 0) -> str:
    """Give nine in the morning of a day, and so many minutes later, as ISO text."""
    return (datetime.combine(day, time(9), UTC) + timedelta(minutes=minutes)).isoformat()


def csv_bytes(rows: Iterable[Mapping[str, object]], columns: Sequence[str]) -> bytes:
    """Write rows as a CSV file: a blank for None, dates as YYYY-MM-DD."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(
        [YES_NO[cell] if cell is True or cell is False else cell for cell in map(row.get, columns)]
        for row in rows
    )
    return buffer.getvalue().encode()
