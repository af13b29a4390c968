"""Which contract, clients and months are followed?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import streamlit as st

from db.reports import View
from monitoring.vocabulary import ALL_CATEGORIES
from pages.shared import address, choices, contract_choices, loaders, pickers

if TYPE_CHECKING:
    from collections.abc import Mapping

    from db.queries.contracts import Terms
    from pages.shared.identity import Visitor

MONTH, WEEK = "month", "week"
SPANS = {MONTH: "By month", WEEK: "By week"}


@dataclass(frozen=True, slots=True)
class Chosen:
    """The contract looked at, as at when, and how much time a row covers."""

    terms: Terms
    view: View
    span: str
    sees_clients: bool


def chosen(visitor: Visitor, spans: Mapping[str, str] | None = None) -> Chosen | None:
    """Show the choices in a row; None where there is no contract to choose.

    ``spans`` offers weeks beside months; without it the clients are chosen instead.
    """
    known = loaders.contracts(visitor)
    if not known:
        return None
    asked = known.get(st.query_params.get("contract", ""))
    span, whom = MONTH, ALL_CATEGORIES
    with pickers.in_a_row():
        if address.asked_for_unknown("contract", known):
            choices.contract(visitor)  # says that it is not found
        of = asked.programme if asked else choices.own_programme(visitor)
        terms = choices.contract(visitor, of)
        if spans:
            span = pickers.segment("span", "Time", spans, MONTH)
        else:
            whom = choices.category(loaders.programmes(visitor)[terms.programme])
        as_at = choices.as_at()
        with st.popover("More choices"):
            first, last = contract_choices.months(terms)
    view = View(contract=terms.reference, category=whom, first=first, last=last, as_at=as_at)
    return Chosen(terms, view, span, visitor.scope.sees_clients(terms.contract_id))
