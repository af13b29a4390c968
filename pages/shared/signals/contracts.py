"""How do the contracts of a programme stand in a funnel, and as a table that ranks nobody?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from monitoring import charts, signals_shown
from monitoring.funnel import Funnel
from pages.shared import charting, tables

if TYPE_CHECKING:
    from db.reports import Report
    from monitoring.programmes import Measure

UNITS = {
    "unit": tables.text("Contract", pinned=True, width=90),
    "district": tables.text("Where", width=200),
    "signal": tables.text("Among the others", width=150),
    "rate": tables.percent("Rate"),
    "counts": tables.right("Counts"),
    "between": tables.right("95 in 100 lie between"),
    "months": tables.figure("Months"),
    "prime": tables.text("Prime provider", width=260),
    "to_know": tables.text("To know"),
}
NOTE = "Each mark a contract; to the right the larger ones. Lines: where 95% and 99.8% would lie"


def chart(report: Report, measure: Measure, said: str, one: str) -> None:
    """Draw the funnel where there are contracts enough for one, the contract in mind named."""
    common, spread = report.parameters["common_rate"], report.parameters["dispersion"]
    if common is None:
        return
    title = f"{measure.title}: which contracts differ by more than chance?"
    found = Funnel(report.months, common, spread)
    drawn = charts.funnel_chart(found, title, NOTE, measure.better, one)
    charting.show(drawn, f"{title} {said}", "funnel")


def table(report: Report, measure: Measure) -> None:
    """Show a row a contract, those outside the limits first, then by where they deliver."""
    told = signals_shown.units(report.months)
    kept = {name: how for name, how in UNITS.items() if told[name].astype(str).ne("").any()}
    tables.show(told[list(kept)], f"{measure.title}, contract by contract", kept)
