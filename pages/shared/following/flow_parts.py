"""Where do referrals come from, and who is not seen yet: the tabs of referral flow?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from monitoring import charts
from monitoring.charts import palette
from monitoring.narrative import flow as words
from monitoring.referrals import shown, weeks
from pages.shared import charting, tables
from pages.shared.following import flow_columns
from pages.shared.following.choosing import WEEK
from pages.shared.following.flow import people
from pages.shared.words import as_markdown

if TYPE_CHECKING:
    import pandas as pd

    from pages.shared.following.choosing import Chosen
    from pages.shared.identity import Visitor


def parts(visitor: Visitor, asked: Chosen) -> None:
    """Show where referrals come from and who is not seen yet, to who sees the clients."""
    if not asked.sees_clients:
        st.info(words.NOT_YOURS)
        return
    rows = people(visitor, asked, "referrals")
    seen, weeks_ahead, office, benefit = st.tabs(
        ["Not seen yet", "Coming weeks", "By office", "By benefit"]
    )
    with seen:
        waited = people(visitor, asked, "waiting")
        columns = flow_columns.WAITED
        tables.show(waited[list(columns)], "Referrals not seen yet, by how long they wait", columns)
    with weeks_ahead:
        _ahead(people(visitor, asked, "look-ahead"))
    if rows.empty:
        return
    with office:
        _offices(rows, asked)
    with benefit:
        _benefits(rows, asked)


def _ahead(rows: pd.DataFrame) -> None:
    st.markdown(as_markdown(words.weeks_finding(rows)))
    if rows.empty:
        return
    told, names = shown.ahead(rows)
    columns = {"when": tables.text("First interview due", pinned=True, width=220)}
    columns |= {"all": tables.figure("Referrals")}
    columns |= {code: tables.figure(name) for code, name in names.items()}
    tables.show(told[list(columns)], "Referrals notified and not seen, by week and site", columns)


def _offices(rows: pd.DataFrame, asked: Chosen) -> None:
    told = weeks.by_office(rows)
    columns = flow_columns.OFFICES
    tables.show_known(
        told.reindex(columns=list(columns)), "Referrals by Jobcentre office", columns
    )
    run, names = shown.offices(rows, asked.span)
    columns = {asked.span: _span(asked)}
    columns |= {code: tables.figure(name) for code, name in names.items()}
    what = f"Referrals by office and {asked.span}"
    tables.show(run[list(columns)], what, columns, flow_columns.ROWS)


def _benefits(rows: pd.DataFrame, asked: Chosen) -> None:
    told, names = shown.benefits(rows, asked.span)
    title = f"Referrals by benefit, {asked.terms.reference}"
    made = [
        charts.Part(code, name, palette.BENEFITS.get(code, palette.SLATE))
        for code, name in names.items()
    ]
    charting.show(charts.stacked(told, made, title, over=asked.span), title, "benefits")
    columns = {asked.span: _span(asked)}
    columns |= {code: tables.figure(name) for code, name in names.items()}
    latest = told.sort_values(asked.span, ascending=False, ignore_index=True)
    tables.show(latest[list(columns)], title, columns, flow_columns.ROWS)


def _span(asked: Chosen) -> tables.Column:
    return (flow_columns.WEEKS if asked.span == WEEK else flow_columns.MONTHS)[asked.span]
