"""Which supply chain is asked for: whose, which part of it, what a row stands for, what words?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from db.queries import supply_chain as queries
from pages.shared import address, choices, loaders, pickers
from pages.shared.guard import refuse

if TYPE_CHECKING:
    from datetime import datetime

    from monitoring.programmes import Programme
    from monitoring.supply_chain import Chain
    from pages.shared.identity import Visitor

ROWS = {"contract": "Contract", "prime": "Prime provider", "partner": "Partner"}
"""What a row may stand for, and which choice in the address opens it."""
HINT = "Name, place, service or reference"


def chain(visitor: Visitor, of: Programme, as_at: datetime | None) -> Chain:
    """Give a programme's contracts the visitor may see, with the partners that stand under them."""
    made: Chain = loaders.read(
        visitor,
        ("chain", of.code, as_at),
        lambda session: queries.chain(session, of.code, as_at, loaders.now()),
    )
    return made


def part() -> tuple[str, str]:
    """Give which part of the chain the address names: its kind and name, blank for the whole.

    The last named counts, so that a partner opened from a contract is shown.
    """
    named = [(kind, st.query_params[kind]) for kind in ROWS if st.query_params.get(kind)]
    return named[-1] if named else ("", "")


def programme(visitor: Visitor, kind: str, name: str) -> Programme | None:
    """Give the programme to look at: a contract's own, else the one chosen."""
    if kind != "contract":
        return choices.programme(visitor)
    terms = loaders.contracts(visitor).get(name)
    return loaders.programmes(visitor)[terms.programme] if terms else refuse(visitor, kind)


def row_for_each() -> str:
    """Give what a row stands for: a contract, a prime provider or a partner."""
    return pickers.segment("rows", "One row for each", ROWS, "contract")


def search() -> str:
    """Give the words to look for, none unless some are written."""
    key = address.key_of("search")
    st.session_state[key] = st.query_params.get("search", "")
    return st.text_input(
        "Search",
        key=key,
        placeholder=HINT,
        on_change=address.keep,
        args=("search", None),
        max_chars=80,
        width=320,
    )
