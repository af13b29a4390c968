"""How does the page of client mix choose, show and give away what is its reader's?"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import streamlit as st

from db.reports import View
from monitoring import mix_shown
from monitoring.client_mix import Dimension
from monitoring.narrative import mix as words
from monitoring.periods import By
from pages.shared import address, choices, loaders, pickers, printed, tables
from pages.shared.words import as_markdown

if TYPE_CHECKING:
    import pandas as pd

    from db.queries.contracts import Terms
    from db.reports import Report
    from pages.shared.identity import Visitor

SHOWN = {
    "shown": tables.right("Starts"),
    "percent": tables.bar("Share"),
    "why": tables.text("Why there is no count", width=430),
}
MONTHS = 13


@dataclass(frozen=True, slots=True)
class Chosen:
    """The contract looked at, what its clients are told apart by, and as at when."""

    terms: Terms
    dimension: str
    view: View


def chosen(visitor: Visitor) -> Chosen | None:
    """Show the choices in a row; None where there is no contract to choose."""
    known = loaders.contracts(visitor)
    if not known:
        return None
    asked = known.get(st.query_params.get("contract", ""))
    with pickers.in_a_row():
        if address.asked_for_unknown("contract", known):
            choices.contract(visitor)  # says that it is not found
        of = asked.programme if asked else choices.own_programme(visitor)
        terms = choices.contract(visitor, of)
        dimension = pickers.one("by", "Told apart by", mix_shown.TITLES, default=Dimension.NEED)
        as_at = choices.as_at()
    return Chosen(terms, dimension, View(contract=terms.reference, by=By.TOTAL, as_at=as_at))


def found(visitor: Visitor, asked: Chosen) -> tuple[Report, pd.DataFrame]:
    """Give the report of the contract, and the rows of what is looked at."""
    report = loaders.report(visitor, "mix", asked.view)
    rows = report.frame
    return report, rows[rows["dimension"] == asked.dimension].reset_index(drop=True)


def why_hidden(report: Report, rows: pd.DataFrame) -> None:
    """Say to who sees no clients why counts are hidden, and as of when they were given."""
    if report.parameters["rule"]:
        st.info(words.WHY.format(limit=report.parameters["hidden_under"]))
        st.caption(words.known_on(rows))


def whole(rows: pd.DataFrame, asked: Chosen) -> None:
    """Show a row a value; readiness without an offer to copy it."""
    named = {"named": tables.text(mix_shown.TITLES[asked.dimension], pinned=True, width=190)}
    _shown(mix_shown.table(rows), named | SHOWN, asked, "all months together", len(rows))
    if asked.dimension == Dimension.READINESS:
        st.caption(words.READINESS)


def months(visitor: Visitor, asked: Chosen) -> None:
    """Show a row a month, to who sees the clients."""
    if not visitor.scope.sees_clients(asked.terms.contract_id):
        return
    every = loaders.report(visitor, "mix", replace(asked.view, by=By.MONTH)).frame
    rows = every[every["dimension"] == asked.dimension]
    if rows.empty:
        return
    st.subheader("Month by month")
    told, names = mix_shown.by_month(rows)
    columns = {"month": tables.month("Month of start", pinned=True)}
    columns |= {key: tables.figure(name) for key, name in names.items()}
    kept = {key: how for key, how in columns.items() if key == "month" or told[key].sum() > 0}
    _shown(told[list(kept)], kept, asked, "month by month", MONTHS)


def _shown(
    frame: pd.DataFrame, columns: dict[str, tables.Column], asked: Chosen, what: str, rows: int
) -> None:
    alt = f"{mix_shown.TITLES[asked.dimension]} of the clients of {asked.terms.reference}, {what}"
    if "why" in frame and not frame["why"].any():
        columns = {name: how for name, how in columns.items() if name != "why"}
    if asked.dimension == Dimension.READINESS and not printed.asked_for():
        st.dataframe(frame[list(columns)], column_config=columns, hide_index=True, alt=alt)
        return
    tables.show(frame[list(columns)], alt, columns, rows)


def about(asked: Chosen) -> dict[str, str]:
    """Give what is said at the foot of the page."""
    bands = {"Readiness": words.READINESS} if asked.dimension == Dimension.READINESS else {}
    return {name: as_markdown(text) for name, text in bands.items()}
