"""What more is there about two records: the tabs of the page?"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import streamlit as st

from monitoring import reconciliation_shown as shown
from monitoring.narrative import reconciliation as words
from monitoring.reconciliation import ByDay
from pages.shared import loaders, pickers, tables
from pages.shared.reconciling import columns, pairs
from pages.shared.words import as_markdown

if TYPE_CHECKING:
    from pages.shared.identity import Visitor
    from pages.shared.reconciling.choosing import Chosen


def parts(visitor: Visitor, asked: Chosen) -> None:
    """Show the trend, the timing, the likely pairs, the leavers and the match rates."""
    names = ["Month by month", "Timing"]
    names += ["Likely pairs", "Told to have left"] if asked.sees_clients else []
    names += ["Every record and provider"]
    tabs = dict(zip(names, st.tabs(names), strict=True))
    with tabs["Month by month"]:
        _trend(visitor, asked)
    with tabs["Timing"]:
        _timing(visitor, asked)
    if asked.sees_clients:
        with tabs["Likely pairs"]:
            pairs.show(visitor, asked)
        with tabs["Told to have left"]:
            _rows(visitor, asked, "leavers", words.LEAVERS, columns.LEAVERS)
    with tabs["Every record and provider"]:
        _rates(visitor, asked)


def _trend(visitor: Visitor, asked: Chosen) -> None:
    rows = shown.trend(loaders.report(visitor, "match-rate", asked.view).frame)
    st.markdown(as_markdown(words.trend(rows)))
    tables.show(rows[list(columns.TREND)], "Unexplained, month by month", columns.TREND,
                columns.IN_VIEW)  # fmt: skip


def _timing(visitor: Visitor, asked: Chosen) -> None:
    basis = pickers.segment("basis", "Months by", words.BASES, ByDay.EVENT)
    rows = shown.timing(loaders.report(visitor, "timing", asked.view).frame, basis)
    st.markdown(as_markdown(words.timing(rows)))
    tables.show(rows[list(columns.TIMING)], "The gap of each month, and what of it is timing",
                columns.TIMING, columns.IN_VIEW)  # fmt: skip


def _rates(visitor: Visitor, asked: Chosen) -> None:
    view = replace(asked.view, contract=None, left=None, right=None, measure=None)
    view = replace(view, programme=asked.terms.programme)
    rows = shown.rates(loaders.report(visitor, "match-rate", view).frame)
    st.markdown(as_markdown(words.RATES))
    tables.show(rows[list(columns.RATES)], "Match rate by provider and records", columns.RATES)


def _rows(
    visitor: Visitor,
    asked: Chosen,
    name: str,
    said: tuple[str, str],
    told: dict[str, tables.Column],
) -> None:
    """Show the rows of a report that follows clients, or say that there is none."""
    rows = shown.dated(loaders.report(visitor, name, asked.view).frame)
    st.markdown(as_markdown(said[0] if len(rows) else said[1]))
    if len(rows):
        tables.show(rows[list(told)], said[0], told, columns.IN_VIEW)
