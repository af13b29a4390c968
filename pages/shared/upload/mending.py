"""What is wrong, and how is it put right here? One panel for each kind of fault."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from monitoring.mending import Fault, Mend, What, free_headings, rows_in_words
from pages.shared.upload import row_table
from pages.shared.upload.words import plain

if TYPE_CHECKING:
    from collections.abc import Callable

    from monitoring.datasets.specification import Column, Dataset
    from pages.shared.upload.draft import Draft

    Options = Callable[[Column], tuple[str, ...]]

HEADINGS = ("unknown_header", "blank_header")
SHOWN = 8  # kinds of fault shown at once


def panels(draft: Draft, spec: Dataset, faults: list[Fault], options: Options) -> None:
    """Show the kinds of fault, the gravest and most frequent first, each with what to do."""
    for place, fault in enumerate(faults[:SHOWN]):
        with st.container(border=True):
            _told(fault)
            if fault.group.rule in HEADINGS and fault.group.value:
                _heading(draft, spec, fault, place)
            elif fault.heading:
                _value(draft, fault, place, _choices(spec, fault, options))
            if fault.rows:
                row_table.offer(draft, spec, fault, place)
    if len(faults) > SHOWN:
        st.text(
            f"And {len(faults) - SHOWN} more kinds of problem: they are shown as you put these "
            "right, and all of them are in the download."
        )


def _told(fault: Fault) -> None:
    """Say what was found, where, and how to put it right."""
    one, rows = fault.group, fault.rows
    where = rows_in_words(rows) if rows else "The file as a whole"
    count = f" ({len(rows):,} rows)" if len(rows) > 1 else ""
    column = f", column **{plain(one.column)}**" if one.column else ""
    found = f", found **{plain(one.value)}**" if one.value and one.value != one.column else ""
    st.markdown(f"**{where}**{count}{column}{found}")
    st.text(one.message)


def _choices(spec: Dataset, fault: Fault, options: Options) -> tuple[str, ...]:
    column = spec.by_name.get(fault.group.column or "")
    return options(column) if column is not None else ()


def _value(draft: Draft, fault: Fault, place: int, choices: tuple[str, ...]) -> None:
    """Ask for the value that goes into every row of the fault."""
    label = f"Right value for {fault.heading}"
    with (
        st.form(draft.key(f"mend {place}"), border=False),
        st.container(horizontal=True, vertical_alignment="bottom"),
    ):
        if choices:
            value = st.selectbox(
                label,
                choices,
                None,
                placeholder="Choose",
                width=280,
                key=draft.key(f"value {place}"),
            )
        else:
            value = st.text_input(label, width=280, key=draft.key(f"value {place}"))
        rows = len(fault.rows)
        button = "Put right" if rows == 1 else f"Put right in all {rows:,} rows"
        if st.form_submit_button(button, key=draft.key(f"apply {place}")) and value is not None:
            was = fault.group.value or ""
            draft.put_right(
                (
                    Mend(
                        what=What.CELLS,
                        column=fault.heading,
                        rows=fault.rows,
                        before=was,
                        after=value.strip(),
                    ),
                )
            )
            st.rerun()


def _heading(draft: Draft, spec: Dataset, fault: Fault, place: int) -> None:
    """Ask which column a heading stands for, or whether to leave it out."""
    shown = (fault.group.value or "").rstrip("…")
    heading = next((each for each in draft.table.headers if each.startswith(shown)), "")
    with st.container(horizontal=True, vertical_alignment="bottom"):
        chosen = st.selectbox(
            "It stands for",
            free_headings(spec, draft.table.headers),
            None,
            placeholder="Choose",
            width=280,
            key=draft.key(f"stands {place}"),
        )
        if st.button("Rename the column", key=draft.key(f"rename {place}"), disabled=not chosen):
            draft.put_right((Mend(what=What.HEADING, column=heading, after=chosen or ""),))
            st.rerun()
        if st.button("Leave the column out", key=draft.key(f"out {place}")):
            draft.put_right((Mend(what=What.COLUMN_OUT, column=heading),))
            st.rerun()
