"""What was sent, the latest first, and which of it is looked for?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from monitoring import datasets
from monitoring.certification import NOT_YET
from pages.shared import panels, pickers
from pages.shared.received.standing import STATES, WAITS, waits
from pages.shared.words import sentence

if TYPE_CHECKING:
    from db.queries.submissions import Sent
    from pages.shared.identity import Visitor
    from pages.shared.received.standing import Waiting

EVERY = ""
CONTRACTS_SHOWN = 10  # of one return, in detail


def chosen(every: list[Sent], asked: Waiting) -> list[Sent]:
    """Ask which returns are looked for, and give them."""
    contracts = {EVERY: "All contracts"} | {s.contract: s.contract for s in by_contract(every)}
    kinds = {each.dataset for each in every}
    titles = {EVERY: "Everything"} | {
        name: spec.title for name, spec in datasets.ALL.items() if name in kinds
    }
    with pickers.in_a_row():
        contract = pickers.one("contract", "Contract", contracts)
        dataset = pickers.one("dataset", "What it holds", titles, width=260)
        state = pickers.one("status", "State", {EVERY: "Every state"} | _states(every, asked))
    return [
        each
        for each in every
        if contract in {EVERY, each.contract}
        and dataset in {EVERY, each.dataset}
        and (state in {EVERY, each.status} or (state == WAITS and waits(each, asked)))
    ]


def _states(every: list[Sent], asked: Waiting) -> dict[str, str]:
    """Give the states there are, and the two a reader always looks for."""
    there = {"published", "held", *(each.status for each in every)}
    found = {name: title for name, title in STATES.items() if name in there}
    return found | ({WAITS: sentence(NOT_YET)} if False in asked.values() else {})


def by_contract(every: list[Sent]) -> list[Sent]:
    """Give one return of each contract, in the order of their references."""
    first = {each.contract: each for each in reversed(every) if each.contract}
    return [first[reference] for reference in sorted(first)]


def nothing(visitor: Visitor) -> None:
    """Say that nothing was sent yet, and offer to send a return."""
    st.info("Nothing was sent yet for what you are looking at. Returns appear here when published.")
    panels.link(visitor, "upload_return", "Send a return")
