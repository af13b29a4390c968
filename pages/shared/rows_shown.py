"""How are the rows behind a figure shown, taken away and written down?

Rows of clients are never kept for another run, and each time they are shown it is written down.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st

from db import journal
from db.journal import Act, Deed
from db.queries.behind import ADDED, LIMIT, RECEIPT, RETURN, ROW, Asked, Behind, rows_behind
from db.store import Store
from monitoring import datasets, printing
from monitoring.datasets.specification import Kind
from monitoring.narrative import behind as narrative
from monitoring.vocabulary import Origin
from pages.shared import exports, loaders, tables
from pages.shared.exports import Export
from pages.shared.words import as_markdown, sentence

if TYPE_CHECKING:
    from monitoring.programmes import Measure
    from pages.shared.identity import Visitor

ROWS_IN_VIEW = 10
DAY, DAY_PIXELS = "D MMMM YYYY", 150  # wide enough for 30 September 2010
LABELS = {"wfi_no": "Interview number", "amount_gbp": "Amount in pounds", "row": "Row in the file"}


def show(visitor: Visitor, asked: Asked, measure: Measure, count: dict[Any, Any]) -> None:
    """Show the rows behind a month's count, and offer them; write down that clients were seen."""
    made = _read(visitor, asked, LIMIT)
    found = narrative.RowsFound(
        total=made.total,
        shown=len(made.frame),
        figure=count["actual"],
        returned=count["origin"] == Origin.RETURNED,
        of_return=made.dataset == RETURN,
        as_now=made.as_now,
        destroyed_on=made.destroyed_on,
    )
    if found.shown and not found.of_return:
        _write_down(visitor, asked, made.total)
    st.markdown(as_markdown(narrative.rows_behind(found, measure)))
    if found.shown:
        filled = made.frame.dropna(axis="columns", how="all")
        columns = {str(name): _column(made.dataset, str(name)) for name in filled}
        tables.show(filled, f"Rows behind {measure.title}", columns, ROWS_IN_VIEW)
        _offer(visitor, asked, made.total)


def _read(visitor: Visitor, asked: Asked, limit: int | None) -> Behind:
    with loaders.reading(visitor) as session:
        return rows_behind(session, asked, limit)


def _write_down(visitor: Visitor, asked: Asked, total: int) -> None:
    act = Act(
        action=Deed.LOOK,
        subject=asked.measure,
        contract=asked.contract,
        result="shown",
        detail=f"{asked.month:%Y-%m} {total} rows",
    )
    journal.write(Store.open(), visitor, act, loaders.now())


def _offer(visitor: Visitor, asked: Asked, total: int) -> None:
    """Offer every row as CSV, read again when it is asked for."""

    def make() -> bytes:
        every = _read(visitor, asked, None)
        meaning = {str(name): _meaning(every.dataset, str(name)) for name in every.frame}
        return exports.rows(list(meaning), printing.records(every.frame), asked.said, meaning)

    version = f"{visitor.login} {asked} {loaders.now()}"
    stem = f"rows-{asked.contract}-{asked.measure}-{asked.month:%Y-%m}"
    said = {"month": f"{asked.month:%Y-%m}"}
    subject, contract = f"rows behind {asked.measure}", asked.contract
    file = Export(
        stem, "csv", version, make, subject=subject, contract=contract, rows=total, said=said
    )
    exports.offer("Download these rows as CSV", file)


def _meaning(dataset: str, name: str) -> str:
    known = datasets.dataset(dataset).by_name.get(name)
    return known.sentence if known else ADDED[name]


def _column(dataset: str, name: str) -> tables.Column:
    """Give how a column is shown: by its kind, under its name in words, its meaning on hover."""
    label = LABELS.get(name, sentence(name.removesuffix("_ref").replace("_", " ")))
    known = datasets.dataset(dataset).by_name.get(name)
    meaning = _meaning(dataset, name)
    if name == "counted_on" or (known and known.kind is Kind.DATE):
        return tables.CONFIG.DateColumn(label, format=DAY, help=meaning, width=DAY_PIXELS)
    if name in {RECEIPT, ROW} or (known and known.kind in {Kind.COUNT, Kind.HOURS}):
        return tables.CONFIG.NumberColumn(label, help=meaning)
    if known and known.kind is Kind.PENCE:
        return tables.CONFIG.NumberColumn(label, format="%.2f", help=meaning)
    return tables.text(label, help=meaning)
