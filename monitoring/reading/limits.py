"""How much of a file is read before it is refused?"""

from __future__ import annotations

from dataclasses import dataclass

MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class Limits:
    """The most a file may hold. Sizes are bytes, lengths characters, times seconds.

    Source: reliability.md 2.2, I1 and I10; issue 2, "Bad input".
    """

    size: int
    rows: int
    unpacked: int  # every part of a workbook together, once unzipped
    seconds: int  # of the child that reads a workbook
    memory: int  # of the child that reads a workbook
    columns: int = 500
    line: int = 65_536  # of one line of a CSV
    cell: int = 4_000
    line_breaks: int = 50  # within one quoted value
    parts: int = 400  # of a workbook's zip file
    ratio: int = 300  # unpacked to packed, of a workbook above `small`
    small: int = 20 * MEGABYTE  # unpacked: below it no ratio does harm


PAGE_LIMITS = Limits(
    size=20 * MEGABYTE, rows=200_000, unpacked=200 * MEGABYTE, seconds=20, memory=768 * MEGABYTE
)
"""For a file dropped on a page: somebody waits, and others share the server."""

TERMINAL_LIMITS = Limits(
    size=150 * MEGABYTE,
    rows=3_000_000,
    unpacked=2_000 * MEGABYTE,
    seconds=300,
    memory=6_000 * MEGABYTE,
)
"""For a file named on the terminal: 100 MB must work."""
