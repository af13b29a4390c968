"""How does the page of referral flow read, draw and show what is its reader's?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from monitoring import charts
from monitoring.charts import palette
from monitoring.narrative import flow as words
from monitoring.referrals import shown
from pages.shared import loaders, tables
from pages.shared.following import flow_columns, showing
from pages.shared.following.choosing import MONTH, WEEK

if TYPE_CHECKING:
    import pandas as pd

    from db.reports import Report
    from pages.shared.following.choosing import Chosen
    from pages.shared.identity import Visitor

ABOUT = {
    "What is counted": words.UNIT,
    "Anticipated": words.ANTICIPATED,
    "Waiting": words.WAITING,
}


def monthly(visitor: Visitor, asked: Chosen) -> Report:
    """Give referrals beside what was anticipated, month by month."""
    return loaders.report(visitor, "flow", asked.view)


def people(visitor: Visitor, asked: Chosen, name: str) -> pd.DataFrame:
    """Give the rows of a report that follows clients."""
    return loaders.report(visitor, name, asked.view).frame


def figures(visitor: Visitor, asked: Chosen, report: Report) -> None:
    """Show the few figures of the page."""
    showing.figures(words.flow_figures(report.frame, people(visitor, asked, "waiting")))


def chart(visitor: Visitor, asked: Chosen, report: Report) -> None:
    """Draw referrals by month or week, mandatory and voluntary, and show the rows behind it."""
    by_week = asked.span == WEEK and asked.sees_clients
    rows = (
        shown.by_weeks(people(visitor, asked, "referrals"))
        if by_week
        else shown.months(report.frame)
    )
    title = f"Referrals by {WEEK if by_week else MONTH}, {asked.terms.reference}"
    parts = [
        charts.Part(code, name, palette.CLIENTS[code]) for code, name in shown.PARTS.items()
    ]
    drawn = charts.stacked(rows, parts, title, over=WEEK if by_week else MONTH)
    alt = f"{title}. {words.flow_finding(report.frame)}"
    showing.over_months(visitor, asked, drawn, alt, report.parameters.get("esa_from"))
    columns = flow_columns.WEEKS if by_week else flow_columns.MONTHS
    latest = rows.sort_values(WEEK if by_week else MONTH, ascending=False, ignore_index=True)
    tables.show_known(latest, title, columns, flow_columns.ROWS)
