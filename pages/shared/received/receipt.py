"""What does one return's receipt say, and what did it change in each contract?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st

from monitoring import datasets
from monitoring.mending import Mend
from monitoring.narrative import returns
from monitoring.narrative.profile import SOURCES
from monitoring.narrative.words import count_of, day
from monitoring.reading.table import HowRead
from monitoring.vocabulary import Mode, Source
from pages.shared import lines
from pages.shared.upload import downloads
from pages.shared.upload.facts import facts
from pages.shared.words import sentence

if TYPE_CHECKING:
    from db.models import Submission
    from db.queries.submissions import Sent


def finding(one: Submission, parts: list[Sent]) -> str:
    """Say in one sentence what the return is and what came of it."""
    title = datasets.dataset(one.dataset).title
    about = returns.contracts([part.contract for part in parts])
    stored = f"{count_of(one.rows_stored, 'row is', 'rows are')} stored"
    held = f" and {count_of(one.rows_held, 'faulty row is', 'faulty rows are')} held"
    return f"{title}, {about}: {stored}{held if one.rows_held else ''}."


def told(one: Submission, parts: list[Sent]) -> None:
    """Show the receipt."""
    months = sorted({month for part in parts for month in part.months})
    facts(
        {
            "Receipt": str(one.submission_id),
            "File": f"{one.file_name} ({one.size_bytes:,} bytes)",
            "Covers": returns.span(months) if months else "",
            "Whose figures": sentence(SOURCES[Source(one.source)]),
            "Taken as": returns.MODES[Mode(one.mode)],
            "Sent by": f"{one.sent_by}, {day(one.sent_at)}",
            "Received": day(one.received_at),
            "Rows": f"{one.rows_read:,} read, {one.rows_stored:,} stored, {one.rows_held:,} held",
            "Why it changes figures": one.reason,
            "Fingerprint (SHA-256)": one.sha256,
        }
    )


def how_read(one: Submission) -> None:
    """Say how the file was read, and what its sender put right before sending it."""
    parts: dict[str, Any] = dict(one.how_read)
    mends: list[dict[str, Any]] = parts.pop("mends", [])
    how = HowRead(**parts | {"notes": tuple(parts.get("notes", ()))})
    st.text(returns.how_read(how, one.rows_read, {}))
    for note in how.notes:
        st.text(note)
    if mends:
        st.text(f"{count_of(len(mends), 'change', 'changes')} made in the browser before sending:")
        made = [Mend.from_json(each) for each in mends]
        st.text("\n".join(each.sentence for each in made))
        number = str(one.submission_id)
        taken_back = downloads.mends_taken_back(made)
        downloads.offer_mends(f"return-{number}", f"{number} {one.sha256}", taken_back)


def by_contract(parts: list[Sent]) -> None:
    """Show what the return changed in each contract."""
    told = [
        {
            "Contract": part.contract or "reference data",
            "Version": part.version,
            "Stored": part.rows_stored,
            "Added": part.rows_added,
            "Changed": part.rows_changed,
            "Removed": part.rows_removed,
            "Held": part.rows_held,
        }
        for part in parts
    ]
    st.text("Rows, by contract:")
    lines.show(told, "Rows by contract")
