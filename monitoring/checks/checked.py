"""What is known before a file is checked, and what is known after?"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from monitoring.vocabulary import Severity

if TYPE_CHECKING:
    from monitoring.datasets.specification import Dataset
    from monitoring.findings import Problem
    from monitoring.reading.table import HowRead


@dataclass(frozen=True)
class Expectation:
    """What is known about the world before a file is looked at.

    ``contract`` fills the column when the file has none and must agree with it otherwise;
    ``measures`` are the counts of the programmes concerned (None: any measure may stand) and
    ``rates`` their rates, which may be targets but are never returned; ``day_first`` says how
    ``03/04/2009`` is read where the file proves nothing.
    """

    contract: str | None = None
    measures: frozenset[str] | None = None
    day_first: bool = True
    rates: frozenset[str] = frozenset()


@dataclass
class Checked:
    """A file after all checks: its sound rows typed, and everything that was found.

    ``columns`` holds every column of the specification in order, internal ones too, without the
    rows that are held or repeat another; ``row_numbers`` is aligned with it. Several rows made from
    one row of a file by a mapping share its number.
    """

    dataset: Dataset
    how: HowRead
    columns: dict[str, list[object]]
    row_numbers: list[int] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    rows_read: int = 0
    held_rows: dict[int, tuple[Problem, ...]] = field(default_factory=dict)
    repeated_rows: list[int] = field(default_factory=list)

    @property
    def refused(self) -> bool:
        """Say whether anything found refuses the whole file."""
        return any(problem.severity is Severity.REFUSES for problem in self.problems)

    @property
    def rows_held(self) -> int:
        """Give how many rows are held; more than the row numbers where a mapping made several."""
        return self.rows_read - len(self.row_numbers) - len(self.repeated_rows)
