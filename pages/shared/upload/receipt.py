"""What came of it: the receipt, and where to go from here."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from monitoring import datasets
from monitoring.narrative import returns
from monitoring.narrative.words import count_of, month
from monitoring.vocabulary import Status
from pages.shared import panels
from pages.shared.upload import downloads
from pages.shared.upload.facts import facts

if TYPE_CHECKING:
    from db.publishing.request import Answer
    from pages.shared.identity import Visitor
    from pages.shared.upload.draft import Draft

CONTRACTS = 3  # of a file, offered to be opened


def show(visitor: Visitor, draft: Draft, answer: Answer) -> None:
    """Show the receipt of a published file, and what can be done next."""
    number = answer.submission or answer.earlier_submission
    if answer.status is Status.DUPLICATE:
        duplicate(answer)
    else:
        waiting = count_of(answer.rows_held, "faulty row waits", "faulty rows wait")
        held = f" {waiting}." if answer.rows_held else ""
        st.success(f"Published. Your receipt is number {number}.{held}")
        _facts(draft, answer)
        if draft.steps:
            lines = downloads.mends_taken_back(draft.mends)
            downloads.offer_mends(f"return-{number}", f"{number}", lines)
    _links(visitor, answer, number)


def known(visitor: Visitor, number: int) -> None:
    """Show where a part stands that was published before the page was left."""
    st.success(f"Published. Its receipt is number {number}.")
    seen = f"Return {number}: findings, versions and the file as sent"
    panels.link(visitor, "submissions", seen, submission=str(number))


def duplicate(answer: Answer) -> None:
    """Say that the same bytes stand already."""
    st.info(
        f"This file was published before: it is return {answer.earlier_submission}. "
        "Nothing was stored a second time."
    )


def _facts(draft: Draft, answer: Answer) -> None:
    done = answer.changes
    facts(
        {
            "Receipt": str(answer.submission),
            "File": draft.file_name,
            "What it holds": datasets.dataset(draft.dataset or "").title,
            "Covers": f"{returns.span(answer.months)}, {returns.contracts(answer.contracts)}",
            "Version": returns.versions(answer.versions),
            "Rows stored": f"{done.stored:,} of {answer.rows_read:,} read",
            "Rows held": f"{answer.rows_held:,}",
            "Changes": returns.changes(done.added, done.changed, done.removed, done.unchanged),
            "Put right here": count_of(len(draft.mends), "change", "changes")
            if draft.steps
            else "nothing",
        }
    )


def _links(visitor: Visitor, answer: Answer, number: int | None) -> None:
    st.markdown("#### What next")
    seen = f"Return {number}: findings, versions and the file as sent"
    panels.link(visitor, "submissions", seen, submission=str(number))
    if not answer.months:
        return
    last = answer.months[-1]
    for contract in answer.contracts[:CONTRACTS]:
        label = f"{contract}: {month(last)} against its profile"
        address = {"contract": contract, "to": f"{last:%Y-%m}"}
        panels.link(visitor, "profile_vs_actual", label, **address)
