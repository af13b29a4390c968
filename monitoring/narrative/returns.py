"""What is said to somebody who sends a return: how it was read, and what it changes?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from monitoring.narrative.words import UNKNOWN, count_of, listed, month, months_span
from monitoring.vocabulary import Mode, Severity

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from monitoring.findings import Problem
    from monitoring.reading.table import HowRead

DATES = {
    "year first": "dates are year first",
    "day first": "dates were read day first",
    "month first": "dates were read month first, as the file itself proves",
    "workbook dates": "dates are the workbook's own",
}
MODES = {
    Mode.WHOLE: "The whole of its months: what the file leaves out is removed",
    Mode.CORRECTIONS: "Corrections and additions: what the file leaves out stays",
}
MANY_MONTHS = 6  # past it months are counted where they do not follow one another


def how_read(how: HowRead, rows: int, declared: dict[str, str]) -> str:
    """Say in one sentence how a file was read; 0 rows: its header ended the reading."""
    if how.kind == "xlsx":
        parts = [f"Excel workbook, sheet {how.sheet}"]
    else:
        parts = [f"CSV in {how.encoding}, separated by {_separator(how.delimiter)}"]
    if rows:
        parts.append(count_of(rows, "row", "rows"))
    if how.dates:
        parts.append(DATES.get(how.dates, how.dates))
    if how.mapping:
        parts.append(f"through the mapping {how.mapping}")
    if declared:
        parts.append(f"{count_of(len(declared), 'control total', 'control totals')} declared")
    return f"{'; '.join(parts)}."


def _separator(name: str) -> str:
    return {"tab": "tabs", "vertical bar": "vertical bars"}.get(name, f"{name or 'comma'}s")


def declared_totals(declared: dict[str, str]) -> list[str]:
    """Say what a file declares about itself."""
    return [
        f"{total} rows" if name == "rows" else f"{total} in all for {name.removeprefix('total:')}"
        for name, total in declared.items()
    ]


def faults(problems: Sequence[Problem], rows: int, *, read: bool) -> str:
    """Say what stands in the way of publishing; blank where nothing does."""
    whole = [each for each in problems if each.severity is Severity.REFUSES]
    held = {each.row for each in problems if each.severity is Severity.HOLDS}
    if whole and not read:
        return "The file cannot be read. Put it right and send it again. Nothing was stored."
    one = len(held) == 1
    of_rows = f"{len(held):,} of {count_of(rows, 'row', 'rows')} cannot be stored as "
    of_rows += "it is" if one else "they are"
    if whole:
        also = f", and {of_rows}" if held else ""
        return f"The file as a whole cannot be stored yet{also}. Nothing was stored."
    if not held:
        return ""
    return f"{of_rows}. Nothing is stored until {'it is' if one else 'they are'} put right or held."


def span(months: Sequence[date]) -> str:
    """Name the months a file covers; those that do not follow one another are listed or counted."""
    if not months:
        return "no months"
    in_a_row = len(months) == _months_between(months[0], months[-1])
    if in_a_row:
        return months_span(months[0], months[-1])
    if len(months) <= MANY_MONTHS:
        return listed([month(each) for each in months])
    return f"{len(months)} months from {month(months[0])} to {month(months[-1])}"


def _months_between(first: date, last: date) -> int:
    return (last.year - first.year) * 12 + last.month - first.month + 1


def contracts(references: Sequence[str]) -> str:
    """Name the contracts a file is about, or count them."""
    named = [each for each in references if each]
    if not named:
        return "reference data"
    if len(named) > MANY_MONTHS:
        return f"{len(named):,} contracts"
    return f"contract {named[0]}" if len(named) == 1 else f"contracts {listed(named)}"


def changes(added: int, changed: int, removed: int, unchanged: int) -> str:
    """Say what a file does to the rows that stand."""
    parts = [
        f"{count} {word}"
        for count, word in (
            (f"{added:,}", "added"),
            (f"{changed:,}", "changed"),
            (f"{removed:,}", "removed"),
            (f"{unchanged:,}", "unchanged"),
        )
        if count != "0"
    ]
    return f"Rows: {listed(parts)}." if parts else "Nothing changes."


def question(problem: Problem, titles: Mapping[str, str]) -> str:
    """Give what a sender says yes to where a total moves far; ``titles`` are the measures' own."""
    measure, _, rest = problem.message.partition(" ")
    return f"This is right: {titles.get(measure, measure)} {rest}"


def moved(before: int, after: int) -> str:
    """Say by how much a total moves: +12, -3, no change."""
    return f"{after - before:+,}".replace("-", "\N{MINUS SIGN}") if after != before else "no change"


def versions(numbers: Sequence[int]) -> str:
    """Say which version of the return this is."""
    if not numbers:
        return UNKNOWN
    first, last = min(numbers), max(numbers)
    if first == last == 1:
        return "1 (the first return of these months)"
    return f"{first}" if first == last else f"{first} to {last}, by contract"
