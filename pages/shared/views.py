"""Which view is asked for? The row of choices of a page, as the one View its reads share."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import streamlit as st

from db.publishing.request import CallError
from db.reports import View
from monitoring import scorecard
from pages.shared import beside, choices, contract_choices, loaders, pickers
from pages.shared.words import as_markdown

if TYPE_CHECKING:
    from db.reports.beside import Beside
    from monitoring.programmes import Programme
    from pages.shared.identity import Visitor


def of_portfolio(of: Programme) -> tuple[View, str, list[str]]:
    """Show the choices of the portfolio in a row.

    Returns
    -------
    What they ask for, what a row stands for (contract or provider), and the columns added.
    """
    rows = {"contract": "Contract", "provider": "Provider"}
    with pickers.in_a_row():
        asked, whom, when = choices.measure(of), choices.category(of), choices.as_at()
        each = pickers.segment("by", "One row for each", rows, "contract")
        with st.popover("More columns"):
            more = pickers.several("columns", "Show also", scorecard.MORE)
    return View(programme=of.code, measure=asked, category=whom, as_at=when), each, more


def of_contract(visitor: Visitor) -> tuple[View, Beside]:
    """Show the choices about one contract in a row; give what they ask for, and what is found."""
    with pickers.in_a_row():
        terms = choices.contract(visitor)
        of = loaders.programmes(visitor)[terms.programme]
        asked, whom, when = choices.measure(of), choices.category(of), choices.as_at()
        more = st.popover("More choices")
        with more:
            part = contract_choices.arrangement(visitor, terms.reference)
            source = contract_choices.source(of)
            first, last = contract_choices.months(terms)
        view = View(
            contract=terms.reference,
            measure=asked,
            category=whom,
            as_at=when,
            arrangement=part,
            source=source,
        )
        found = _found(visitor, view)
        chosen = contract_choices.profile_set(found)
    whole = replace(view, set=chosen or None, first=first, last=last)
    return whole, replace(found, chosen=chosen)


def _found(visitor: Visitor, view: View) -> Beside:
    """Read what is asked for, or say in a sentence why there is nothing to read."""
    try:
        return beside.beside(visitor, view)
    except CallError as said:
        st.info(as_markdown(str(said)))
        st.stop()
