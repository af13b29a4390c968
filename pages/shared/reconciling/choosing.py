"""Which contract, which two records, which months and as at when?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import streamlit as st

from db.publishing.counted import OUTCOMES
from db.reports import View
from monitoring.reconciliation import LEFT, RIGHT, SIDES
from pages.shared import choices, contract_choices, loaders, pickers

if TYPE_CHECKING:
    from db.queries.contracts import Terms
    from monitoring.reconciliation import Side
    from pages.shared.identity import Visitor

WIDE = 205


@dataclass(frozen=True, slots=True)
class Chosen:
    """What is compared, and whether its rows are the visitor's."""

    terms: Terms
    view: View
    sides: tuple[Side, Side]
    sees_clients: bool


def chosen(visitor: Visitor) -> Chosen:
    """Show the choices in a row."""
    asked = loaders.contracts(visitor).get(st.query_params.get("contract", ""))
    with pickers.in_a_row():
        of = asked.programme if asked else choices.own_programme(visitor)
        terms = choices.contract(visitor, None if "contract" in st.query_params else of)
        left = pickers.one("left", "Left record", _titles(), default=LEFT, width=WIDE)
        rest = _titles(without=left)
        right = pickers.one("right", "Right record", rest, default=RIGHT, width=WIDE)
        as_at = choices.as_at()
        with st.popover("More choices"):
            first, last = contract_choices.months(terms)
            measure = _outcome(visitor, terms, left, right)
    view = View(
        contract=terms.reference, left=left, right=right, first=first, last=last, as_at=as_at,
        measure=measure,
    )  # fmt: skip
    sees = visitor.scope.sees_clients(terms.contract_id)
    return Chosen(terms, view, (SIDES[left], SIDES[right]), sees)


def _titles(without: str = "") -> dict[str, str]:
    return {name: side.title for name, side in SIDES.items() if name != without}


def _outcome(visitor: Visitor, terms: Terms, left: str, right: str) -> str | None:
    """Give the outcome whose claims are compared, asked for where there are any."""
    if not (SIDES[left].by_outcome or SIDES[right].by_outcome):
        return None
    known = loaders.programmes(visitor)[terms.programme].by_code
    names = {code: known[code].title for code in OUTCOMES if code in known}
    if not names:
        return None
    return pickers.one("outcome", "Claims of", names, width=320)
