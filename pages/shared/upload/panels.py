"""What is wrong? One panel for each kind of fault, with what puts it right."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from monitoring.mending import rows_in_words
from pages.shared.upload import mending, row_table
from pages.shared.words import as_markdown, unquoted

if TYPE_CHECKING:
    from collections.abc import Callable

    from monitoring.datasets.specification import Column, Dataset
    from monitoring.mending import Fault
    from pages.shared.upload.draft import Draft

    Options = Callable[[Column], tuple[str, ...]]

HEADINGS = ("unknown_header", "blank_header")
NAMED = 7  # rows that are all named; more are counted too
SHOWN = 8  # kinds of fault shown at once


def panels(draft: Draft, spec: Dataset, faults: list[Fault], options: Options) -> None:
    """Show the kinds of fault, the gravest and most frequent first, each with what to do."""
    for place, fault in enumerate(faults[:SHOWN]):
        with st.container(border=True):
            _told(fault)
            if fault.group.rule in HEADINGS and fault.group.value:
                mending.heading(draft, spec, fault, place)
            elif fault.heading:
                mending.value(draft, fault, place, _choices(spec, fault, options))
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
    whole = "The header" if set(one.first_rows) == {1} else "The file as a whole"
    where = rows_in_words(rows) if rows else whole
    count = f" ({len(rows):,} rows)" if len(rows) > NAMED else ""
    column = f", column **{as_markdown(one.column)}**" if one.column else ""
    found = f", found **{as_markdown(one.value)}**" if one.value and one.value != one.column else ""
    st.markdown(f"**{where}**{count}{column}{found}")
    st.text(unquoted(one.message))


def _choices(spec: Dataset, fault: Fault, options: Options) -> tuple[str, ...]:
    column = spec.by_name.get(fault.group.column or "")
    return options(column) if column is not None else ()
