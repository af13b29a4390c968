"""Do the contracts' figures add up to the series published of all of them together?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from db.reports import View
from monitoring import agreement, narrative
from pages.shared import exports, loaders, tables
from pages.shared.words import as_markdown

if TYPE_CHECKING:
    import pandas as pd

    from db.reports import Report
    from db.reports.beside import Beside
    from monitoring.programmes import Programme, PublishedSeries
    from pages.shared.identity import Visitor

ROWS = 13  # a year of months and the one before, or every measure
MONTHS: dict[str, tables.Column] = {
    "month": st.column_config.DateColumn("Month", format="MMMM YYYY", pinned=True),
    "measure": tables.text("Measure"),
    "sum": tables.figure("Sum of contracts"),
    "published": tables.figure("Published"),
    "difference": tables.figure("Difference"),
    "difference_share": st.column_config.NumberColumn("Difference (%)", format="%.3f%%"),
    "contracts_counted": tables.figure("Contracts counted"),
    "contracts_missing": tables.figure("Contracts missing"),
    "contracts_suppressed": tables.figure("Of them suppressed"),
}
MEASURES: dict[str, tables.Column] = {
    "measure": tables.text("Measure", pinned=True),
    "difference_share": st.column_config.NumberColumn("Difference (%)", format="%.3f%%"),
    "months_agreeing": tables.figure("Months within 0.1%"),
    "months": tables.figure("Months"),
    "widest": st.column_config.NumberColumn("Month furthest apart", format="%.3f%%"),
    "sum": tables.figure("Sum of contracts"),
    "published": tables.figure("Published"),
}


def name_of(found: Beside) -> str:
    """Name the view, blank where nobody publishes a series of all the programme's contracts."""
    series = found.ground.programme.published
    held = series is not None and set(found.ground.measure.counts) & set(series.indicators)
    return f"Against the published {series.title}" if series is not None and held else ""


def panel(visitor: Visitor, view: View, found: Beside) -> None:
    """Show the sums of the contracts the visitor sees beside the published series."""
    of, measure = found.ground.programme, found.ground.measure
    series = of.published
    assert series is not None, "the view has no name without a series"  # noqa: S101
    asked = View(programme=of.code, measure=measure.code, as_at=view.as_at)
    report = loaders.report(visitor, "agreement", asked)
    every = bool(report.parameters["sees_every_contract"])
    if agreement.last(report.frame) is None:
        st.info(f"No figure of the {series.title} is known yet: send dataset area_indicators.")
        return
    if every:
        _verdicts(report.frame, of, series)
    else:
        _part(report, of, series)
    _table(report.frame, of, MONTHS, "Sums beside the published series")
    exports.offer_report(visitor, report, f"Download the sums beside the {series.title}")
    if every and st.toggle(f"Every measure of {of.name}", key="agreement every"):
        rows = loaders.report(visitor, "agreement", View(programme=of.code, as_at=view.as_at))
        _table(agreement.by_measure(rows.frame), of, MEASURES, "Every measure beside its series")
    st.caption(as_markdown(f"Published: {series.document}."))


def _verdicts(months: pd.DataFrame, of: Programme, series: PublishedSeries) -> None:
    measures = agreement.by_measure(months)
    for row in measures.to_dict("records"):
        told = {str(name): value for name, value in row.items()}
        title = of.measure(told["measure"]).title
        st.markdown(as_markdown(narrative.agreement_finding(told, title, series)))
    st.markdown(as_markdown(narrative.rounding_note(measures, series)))


def _part(report: Report, of: Programme, series: PublishedSeries) -> None:
    """Say that the visitor does not see every contract, and what part theirs are."""
    first = report.frame[report.frame["measure"] == report.frame["measure"].iloc[0]]
    title = of.measure(str(first["measure"].iloc[0])).title
    contracts = int(report.parameters["contracts"])
    st.markdown(as_markdown(narrative.part_of_all(first, title, contracts, series)))


def _table(rows: pd.DataFrame, of: Programme, columns: dict[str, tables.Column], alt: str) -> None:
    titles = {code: each.title for code, each in of.by_code.items()}
    told = agreement.shown(rows, titles)
    known = {name: column for name, column in columns.items() if told[name].notna().any()}
    if (told["measure"] == told["measure"].iloc[0]).all():
        known.pop("measure")
    tables.show(told[list(known)], alt, known, rows=ROWS)
