"""What did a file hold when it was dropped, and what with everything that was put right since?"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import PurePath
from typing import TYPE_CHECKING

from monitoring import datasets
from monitoring.mending import Mend, What, may_be_repeated, mended, numbers, still_there
from monitoring.reading import read

if TYPE_CHECKING:
    from monitoring.reading.table import TextTable


@dataclass
class MendedFile:
    """One file, as it was dropped and as it stands."""

    login: str
    name: str
    sent: bytes = field(repr=False)  # as it was dropped
    data: bytes = field(repr=False)  # as it stands, with everything that was put right
    organisation: str = ""  # one spelling of it: whose mends these are
    sheets: tuple[str, ...] = ()
    sheet: str | None = None
    dataset: str | None = None
    steps: list[tuple[Mend, ...]] = field(default_factory=list)
    told: list[tuple[Mend, ...]] = field(default_factory=list, repr=False)  # by rows as dropped
    origin: dict[int, int] = field(default_factory=dict, repr=False)  # rows that moved since
    sure: bool = False
    turn: int = 0  # goes up whenever the file changes, so that no widget keeps an older value
    read: tuple[object, TextTable] | None = field(default=None, repr=False)

    @property
    def table(self) -> TextTable:
        """Give the file as text; raises ``Unreadable`` where it cannot be."""
        about = (self.turn, self.sheet)
        if self.read is None or self.read[0] != about:
            self.read = about, read(self.data, self.file_name, sheet=self.own_sheet)
        return self.read[1]

    @property
    def own_sheet(self) -> str | None:
        """Give the sheet to read; a file that was put right is a CSV and has none."""
        return None if self.steps else self.sheet

    @property
    def file_name(self) -> str:
        """Give the file's name; what was put right is a CSV."""
        return f"{PurePath(self.name).stem}.csv" if self.steps else self.name

    @property
    def mends(self) -> tuple[Mend, ...]:
        """Give everything put right so far, saying of each value whether others may read it.

        Rows are numbered as in the file as it was dropped.
        """
        spec = datasets.dataset(self.dataset or "")
        return tuple(
            replace(
                mend,
                shown=mend.what is What.HEADING or may_be_repeated(spec, mend.column),
                by=self.organisation,
            )
            for step in self.told
            for mend in step
        )

    def put_right(self, step: tuple[Mend, ...]) -> None:
        """Apply mends to the file as it stands."""
        at = self.origin
        dropped = tuple(
            replace(mend, rows=tuple(at.get(row, row) for row in mend.rows)) for mend in step
        )
        left = [at.get(row, row) for row in still_there(self.table, step)]
        self.data = mended(self.table, step)
        self.steps.append(step)
        self.told.append(dropped)
        self.sure = False
        self.turn += 1
        moved = zip(numbers(self.table), left, strict=True)
        self.origin = {now: was for now, was in moved if now != was}

    def undo(self) -> None:
        """Take the last step back: begin with the file as it was dropped and do the others."""
        steps, self.steps, self.data = self.steps[:-1], [], self.sent
        self.told, self.origin = [], {}
        self.turn += 1
        for step in steps:
            self.put_right(step)

    def keep_nothing(self) -> None:
        """Let go of the file's bytes."""
        self.sent = self.data = b""
        self.read = None
