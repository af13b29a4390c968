"""What was found in a return, which versions of its months are there, and may the file be had?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from db.queries import submissions, versions
from db.queries.destroyed import file_destroyed_on
from monitoring.mappings.cleaning import is_part
from monitoring.mending import by_wording, rows_in_words
from monitoring.narrative.behind import destroyed
from pages.shared import exports, lines, loaders
from pages.shared.upload import downloads
from pages.shared.words import unquoted

if TYPE_CHECKING:
    from db.models import Submission
    from monitoring.findings import Problem
    from pages.shared.identity import Visitor

NO_FILE = (
    "The file as sent is for people who may see everything in it. It holds rows or columns that "
    "are not yours to see, or it was purged; its receipt stays."
)


def findings(number: int, found: list[Problem]) -> None:
    """List what was found, the gravest and most frequent first, and offer it as a file."""
    if not found:
        st.text("Nothing was found wrong with it.")
        return
    lines.show(
        [
            {
                "What it does": str(each.severity),
                "Times": each.count,
                "Where": rows_in_words(each.rows) if each.rows else "the whole file",
                "Column": each.column,
                "Found": each.value,
                "What to do": unquoted(each.message),
            }
            for each in by_wording(found)
        ],
        "Findings",
    )
    downloads.offer_problems(f"return-{number}", f"return {number} {len(found)}", found)


def as_sent(visitor: Visitor, one: Submission) -> None:
    """Offer the file as it was sent to who may see everything in it; say why not to others."""
    number = one.submission_id
    with loaders.reading(visitor) as session:
        may = versions.may_take_away(session, number)
    if not may:
        gone = file_destroyed_on(one)
        st.text(NO_FILE if gone is None else destroyed("Its file was", gone))
        return

    def make() -> bytes:
        with loaders.reading(visitor) as session:
            return submissions.content(session, number) or b""

    stem, _, ending = one.file_name.rpartition(".")
    made = exports.Export(
        stem or one.file_name,
        ending or "csv",
        f"{number} {one.sha256}",
        make,
        "application/octet-stream",
        subject=f"return {number} as sent",
        rows=one.rows_read,
        told=exports.Told.NOWHERE,
    )
    part = is_part(one.file_name)
    label = "Download what is kept of the file" if part else "Download the file as sent"
    exports.offer(label, made, key=f"as sent {number}")
