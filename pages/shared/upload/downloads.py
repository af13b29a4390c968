"""Which files can be taken away while a return is put right: its problems, and itself, marked?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from monitoring import last_time
from monitoring.marking import marked
from pages.shared import exports
from pages.shared.words import unquoted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from monitoring.findings import Problem
    from monitoring.mending import Mend
    from pages.shared.upload.draft import Draft

WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TAKE_BACK = (
    "Row, column, what was found and what was put in its place: put the same right in the system "
    "the file came from, or it comes back next month."
)
COLUMNS = {
    "row": "Row of the file; the header is row 1, and blank is the file as a whole.",
    "column": "Column the finding is about.",
    "found": "What stood there; blank where it may not be repeated.",
    "what_to_do": "How to put it right.",
    "effect": "What the finding does: refuses the file, holds the row, or is for your attention.",
    "rule": "The check that found it.",
}


def problem_rows(problems: Sequence[Problem]) -> list[dict[str, object]]:
    """Give findings as the rows of a table."""
    return [
        {
            "row": each.row,
            "column": each.column,
            "found": each.value,
            "what_to_do": unquoted(each.message),
            "effect": str(each.severity),
            "rule": each.rule,
        }
        for each in problems
    ]


def offer_problems(stem: str, version: str, problems: Sequence[Problem]) -> None:
    """Offer findings as a CSV."""

    def make() -> bytes:
        return exports.rows(tuple(COLUMNS), problem_rows(problems), {"file": stem}, COLUMNS)

    made = exports.Export(f"{stem}-problems", "csv", version, make,
                          subject="problems of a return", rows=len(problems))
    exports.offer("Download the problems", made, key=f"problems {version}")


def mends_taken_back(mends: Sequence[Mend]) -> list[dict[str, object]]:
    """Give what was put right as the rows of a table."""
    return last_time.to_take_back(mends)


def offer_mends(stem: str, version: str, lines: Sequence[dict[str, object]]) -> None:
    """Offer what was put right, for the system the file came from."""

    def make() -> bytes:
        columns = list(dict.fromkeys(name for line in lines for name in line))
        return exports.rows(columns, lines, {"file": stem}, {})

    made = exports.Export(f"{stem}-put-right", "csv", f"{version} {len(lines)}", make,
                          subject="what was put right in a return", rows=len(lines))
    exports.offer("Download what was put right", made, key=f"mends {version}")
    st.caption(TAKE_BACK)


def offer_marked(draft: Draft, version: str, problems: Sequence[Problem]) -> None:
    """Offer the file as it stands, with a first column that says what is wrong in each row."""
    table = draft.table
    workbook = table.how.kind == "xlsx"
    made = exports.Export(
        f"{draft.name.rpartition('.')[0]}-marked",
        "xlsx" if workbook else "csv",
        version,
        lambda: marked(table, problems),
        WORKBOOK if workbook else exports.CSV,
        subject="a return with its problems marked",
        told=exports.Told.NOWHERE,
    )
    exports.offer("Download the marked file", made, key=f"marked {version}")
