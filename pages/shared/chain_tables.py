"""Which columns has a table of a supply chain, and how is it downloaded?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from db.queries.knowledge import end_of_day
from db.reports import Report
from monitoring import supply_chain
from pages.shared import exports, tables
from pages.shared.chain_choices import ROWS

if TYPE_CHECKING:
    import pandas as pd

    from monitoring.programmes import Programme
    from monitoring.supply_chain import Chain
    from pages.shared.identity import Visitor

COUNTS = {
    "primes": "Prime providers",
    "districts": "Districts",
    "partners": "Partners",
    "elsewhere": "Also partner under",
    "others": "Under other contracts",
    "holds": "Holds itself",
}
TERMS = {"model": "Model", "area": "Area", "since": "Since", "until": "Until"}
NOT_IN_A_REGISTER = frozenset(TERMS)
ASKED = (*ROWS, "rows", "search")


def show(of: Programme, each: str, rows: pd.DataFrame) -> str | None:
    """Show the columns the rows have; give the name just pressed, if one was."""
    key = f"chain {each} {of.code}"
    shown = {each: tables.button(ROWS[each], key)}
    every = _of_contracts(of) if each == "contract" else _of_organisations()
    hidden = NOT_IN_A_REGISTER if of.register_only else ()
    known = set(supply_chain.filled(rows)).difference(hidden)
    shown |= {name: how for name, how in every.items() if name in known}
    tables.show(rows[list(shown)], f"Supply chain: {ROWS[each]}", shown)
    return tables.opened(key)


def _of_contracts(of: Programme) -> dict[str, tables.Column]:
    return {
        "prime": tables.text("Prime provider", width=190),
        "district": tables.text("District", width=235),
        "service": tables.text(of.phase_name, width=265),
        "partners": tables.figure("Partners"),
        "starts_on": tables.month("From"),
        "ends_on": tables.month("Until"),
    }


def _of_organisations() -> dict[str, tables.Column]:
    return {
        "contracts": tables.figure("Contracts"),
        "share": tables.bar("Share of these"),
        **{name: tables.text(label) for name, label in TERMS.items()},
        **{name: tables.figure(label) for name, label in COUNTS.items()},
        "arrangement": tables.text("Reference"),
    }


def offer(visitor: Visitor, chain: Chain, of: Programme, each: str, rows: pd.DataFrame) -> None:
    """Offer the rows as a file, with what was asked for and what each column means."""
    asked = {name: st.query_params[name] for name in ASKED if name in st.query_params}
    hidden = [name for name in NOT_IN_A_REGISTER if of.register_only and name in rows]
    told = rows.drop(columns=hidden)
    said = {name: text for name, text in supply_chain.DEFINITIONS.items() if name in told}
    parameters = {"programme": of.code, **asked}
    as_at = end_of_day(chain.on)
    made = Report(f"supply-chain-{each}", parameters, as_at, said, told[list(said)])
    exports.offer_report(visitor, made)
