"""How are single rows put right? In a small table of the rows as they stand in the file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st

from monitoring.mending import Fault, Mend, What, edits, rows_of
from monitoring.narrative.words import count_of

if TYPE_CHECKING:
    from monitoring.datasets.specification import Dataset
    from pages.shared.upload.draft import Draft

ROW, OUT = "Row in file", "Take out"
MOST = 50  # rows in the table at once


def offer(draft: Draft, spec: Dataset, fault: Fault, place: int) -> None:
    """Offer the rows of a fault one by one; goes on once changes are kept."""
    if not st.toggle(
        "Show the rows, to change or take out single ones", key=draft.key(f"rows {place}")
    ):
        return
    before = rows_of(draft.table, fault.rows, MOST)
    if len(fault.rows) > MOST:
        st.text(f"The first {MOST} of {len(fault.rows):,} rows.")
    names = [f"{heading} " if heading in {ROW, OUT} else heading for heading in draft.table.headers]
    lines = [
        {OUT: False, ROW: number, **dict(zip(names, cells, strict=True))}
        for number, cells in before.items()
    ]
    edited: list[dict[str, Any]] = st.data_editor(
        lines,
        key=draft.key(f"table {place}"),
        hide_index=True,
        disabled=[ROW],
        num_rows="fixed",
        column_config={
            OUT: st.column_config.CheckboxColumn(OUT, width=100),
            ROW: st.column_config.NumberColumn(ROW, width="small", format="%d"),
        },
    )
    after = {line[ROW]: [str(line[name] or "") for name in names] for line in edited}
    step = _step(draft, spec, before, after, [line[ROW] for line in edited if line[OUT]])
    touched = len({row for mend in step for row in mend.rows})
    label = (
        f"Keep the changes in {count_of(touched, 'row', 'rows')}" if step else "Keep the changes"
    )
    if st.button(label, key=draft.key(f"keep {place}"), disabled=not step):
        draft.put_right(step)
        st.rerun()


def _step(
    draft: Draft,
    spec: Dataset,
    before: dict[int, list[str]],
    after: dict[int, list[str]],
    out: list[int],
) -> tuple[Mend, ...]:
    changed = {row: cells for row, cells in after.items() if row not in out}
    taken = (Mend(what=What.ROWS_OUT, rows=tuple(out)),) if out else ()
    return (*edits(draft.table, before, changed, spec), *taken)
