"""How is one kind of fault put right: a value in every row that holds it, or a heading?"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import streamlit as st

from monitoring.mending import Fault, Mend, What, free_headings

if TYPE_CHECKING:
    from collections.abc import Callable

    from monitoring.datasets.specification import Column, Dataset
    from pages.shared.upload.draft import Draft

    Options = Callable[[Column], tuple[str, ...]]

SUGGESTED = re.compile(r"Did you mean (.+)\?")


def value(draft: Draft, fault: Fault, place: int, choices: tuple[str, ...]) -> None:
    """Ask for the value that goes into every row of the fault."""
    label = f"Right value for {fault.heading}"
    with (
        st.form(draft.key(f"mend {place}"), border=False),
        st.container(horizontal=True, vertical_alignment="bottom"),
    ):
        if choices:
            right = st.selectbox(
                label,
                choices,
                _suggested(fault, choices),
                placeholder="Choose",
                width=280,
                key=draft.key(f"value {place}"),
            )
        else:
            right = st.text_input(label, width=280, key=draft.key(f"value {place}"))
        rows = len(fault.rows)
        button = "Put right" if rows == 1 else f"Put right in all {rows:,} rows"
        if st.form_submit_button(button, key=draft.key(f"apply {place}")) and right is not None:
            was = fault.group.value or ""
            draft.put_right(
                (
                    Mend(
                        what=What.CELLS,
                        column=fault.heading,
                        rows=fault.rows,
                        before=was,
                        after=right.strip(),
                    ),
                )
            )
            st.rerun()


def _suggested(fault: Fault, choices: tuple[str, ...]) -> int | None:
    """Give the choice the message asks about, so that one press puts it right."""
    meant = SUGGESTED.search(fault.group.message)
    return choices.index(meant[1]) if meant and meant[1] in choices else None


def heading(draft: Draft, spec: Dataset, fault: Fault, place: int) -> None:
    """Ask which column a heading stands for, or whether to leave it out."""
    shown = (fault.group.value or "").rstrip("…")
    wrong = next((each for each in draft.table.headers if each.startswith(shown)), "")
    free = free_headings(spec, draft.table.headers)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        chosen = st.selectbox(
            "It stands for",
            free,
            _suggested(fault, free),
            placeholder="Choose",
            width=280,
            key=draft.key(f"stands {place}"),
        )
        if st.button("Rename the column", key=draft.key(f"rename {place}"), disabled=not chosen):
            draft.put_right((Mend(what=What.HEADING, column=wrong, after=chosen or ""),))
            st.rerun()
        if st.button("Leave the column out", key=draft.key(f"out {place}")):
            draft.put_right((Mend(what=What.COLUMN_OUT, column=wrong),))
            st.rerun()
