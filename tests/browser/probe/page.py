"""What can the guard break? One of each thing the pages use."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from pages.shared.taking import Export, for_visit

if TYPE_CHECKING:
    from collections.abc import Callable

LARGE = 1_500_000
FIGURES = pd.DataFrame(
    {"month": ["2009-01", "2009-02"], "actual": [38, 60], "history": [[1, 2, 3], [3, 2, 1]]}
)


def identity() -> None:
    """Show whom the page is told it serves, and a way to become another."""
    st.text(f"Signed in: {st.user.get('login') or 'nobody'}")
    st.html('<a href="/view-as?user=cm&next=/">View as the contract manager</a>')


def tables() -> None:
    """Show a table that can be selected from, and one that can be written in."""
    history = {"history": st.column_config.LineChartColumn("history")}
    chosen = st.dataframe(
        FIGURES,
        hide_index=True,
        column_config=history,
        alt="Figures",
        on_select="rerun",
        selection_mode="single-row",
        key="figures",
    )
    st.text(f"Selected: {chosen.selection.rows}")
    edited = st.data_editor(FIGURES[["month", "actual"]], hide_index=True, alt="Mend", key="mend")
    st.text(f"Sum: {edited['actual'].sum()}")


def charts() -> None:
    """Show a chart and a figure with its history."""
    bars = go.Figure(go.Bar(name="Actual", x=[1, 2], y=[38, 60]))
    st.plotly_chart(bars, alt="Actual by month")
    st.metric("Job outcomes", "98", chart_data=[38, 60])


def files() -> None:
    """Take a file and give one."""
    if file := st.file_uploader("Return"):
        st.text(f"Read {file.size} bytes of {file.name}")
    st.download_button("Download", data=lambda: b"month,actual\n", file_name="figures-1.csv")
    for each in (b"A", b"B"):
        name = f"Large {each.decode()}"
        made = Export("large", "csv", name, _large(each), subject="probe")
        mine = for_visit(made, str(st.user.get("visit") or ""))
        st.download_button(  # as exports.offer does: a run anew would throw the bytes away
            name, data=mine.make, file_name=mine.file_name, key=name, on_click="ignore"
        )


def _large(letter: bytes) -> Callable[[], bytes]:
    """Make a file that differs from another only a third of the way in, where nobody looks."""
    third = LARGE // 3
    return lambda: b"x" * third + letter + b"x" * (LARGE - third)


def main() -> None:
    """Show all of it."""
    st.title("Probe")
    identity()
    st.selectbox("Measure", ["starts", "job outcomes"], key="measure", bind="query-params")
    tables()
    charts()
    files()
    if st.button("Fail"):
        text = "QQ123456C stood in row 5"
        raise ValueError(text)


if __name__ == "__main__":
    main()
