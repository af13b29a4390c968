"""What has the sender said and put right so far?"""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field, replace
from pathlib import PurePath
from typing import TYPE_CHECKING

from monitoring import datasets
from monitoring.mending import Mend, may_be_repeated, mended
from monitoring.reading import read

if TYPE_CHECKING:
    from db.publishing.request import Answer
    from monitoring.findings import Problem
    from monitoring.mappings import Mapping
    from monitoring.reading.table import TextTable
    from monitoring.vocabulary import Mode, Source
    from pages.shared.upload.foresight import Foreseen
    from pages.shared.upload.work import Job


@dataclass
class Draft:
    """One file on its way, from the moment it is dropped to its receipt."""

    login: str
    name: str
    sent: bytes = field(repr=False)  # as it was dropped
    data: bytes = field(repr=False)  # as it stands, with everything that was put right
    sheets: tuple[str, ...] = ()
    sheet: str | None = None
    dataset: str | None = None
    source: Source | None = None
    contract: str | None = None
    mapping: Mapping | None = None
    steps: list[tuple[Mend, ...]] = field(default_factory=list)
    hold: bool = False
    mode: Mode | None = None
    sure: bool = False
    reason: str = ""
    notes: list[str] = field(default_factory=list)
    mark: str = field(default_factory=lambda: secrets.token_hex(4))
    turn: int = 0  # goes up whenever the file changes, so that no widget keeps an older value
    read: tuple[object, TextTable] | None = field(default=None, repr=False)
    foreseen: tuple[object, Foreseen] | None = field(default=None, repr=False)
    job: Job | None = field(default=None, repr=False)
    receipt: Answer | None = None
    trouble: str = ""  # why it was not published, to be said once
    refused: tuple[Problem, ...] = ()  # why nothing of the file was kept

    def key(self, name: str) -> str:
        """Give the key of a widget that belongs to the file as it stands."""
        return f"{name} {self.mark} {self.turn}"

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
        """Give everything put right so far, saying of each value whether others may read it."""
        spec = datasets.dataset(self.dataset or "")
        return tuple(
            replace(mend, shown=may_be_repeated(spec, mend.column))
            for step in self.steps
            for mend in step
        )

    def put_right(self, step: tuple[Mend, ...]) -> None:
        """Apply mends to the file as it stands."""
        self.data = mended(self.table, step)
        self.steps.append(step)
        self.turn += 1

    def undo(self) -> None:
        """Take the last step back: begin with the file as it was dropped and do the others."""
        steps, self.steps, self.data = self.steps[:-1], [], self.sent
        self.turn += 1
        for step in steps:
            self.put_right(step)

    def keep_nothing(self) -> None:
        """Let go of the file's bytes."""
        self.sent = self.data = b""
        self.read = None
