"""Which contract, measure and clients are asked for, and which part of the page?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import streamlit as st

from db import variations
from db.publishing.request import CallError
from db.reports.sets_of import sets_of
from db.store import Store
from db.writing import Pen
from pages.shared import choices, loaders, pickers
from pages.shared.words import as_markdown

if TYPE_CHECKING:
    from datetime import datetime

    from db.queries.contracts import Terms
    from db.reports.ground import Ground
    from monitoring.audiences import Side
    from monitoring.programmes import Measure, Programme
    from monitoring.reprofiling import Key
    from monitoring.sets_shown import SetsOf
    from pages.shared.identity import Visitor

PARTS = {
    "sets": "Sets",
    "draw": "Draw up a set",
    "variations": "Variations",
    "bid": "Bid and experience",
    "months": "Closed months",
}


@dataclass(frozen=True, slots=True)
class Asked:
    """What is looked at, and what the visitor may do about it."""

    visitor: Visitor
    terms: Terms
    programme: Programme
    measure: Measure
    category: str
    as_at: datetime | None
    ground: Ground
    sets: SetsOf

    @property
    def key(self) -> Key:
        """Give the measure and client category."""
        return self.measure.profile_code, self.category

    @property
    def contract(self) -> str:
        """Give the contract's reference."""
        return self.terms.reference

    @property
    def binds(self) -> tuple[Side, ...]:
        """Give the sides the visitor can speak for."""
        return variations.binds(self.visitor.scope, self.terms.contract_id)

    @property
    def shares(self) -> bool:
        """Say whether the visitor may share a set."""
        return self.visitor.scope.may_send("profile_sets", "dwp", self.terms.contract_id)

    @property
    def pen(self) -> Pen:
        """Give the visitor's pen."""
        return Pen(Store.open(), self.visitor, loaders.now())


def chosen(visitor: Visitor) -> Asked:
    """Show the choices in a row; give what they ask for, and what is found."""
    with pickers.in_a_row():
        terms = choices.contract(visitor)
        of = loaders.programmes(visitor)[terms.programme]
        counts = {each.code: each.title for each in of.measures if not each.is_rate}
        code = pickers.one("measure", "Measure", counts, default=of.headline, width=190)
        whom, when = choices.category(of), choices.as_at()
    try:
        with loaders.reading(visitor) as session:
            ground, sets = sets_of(session, terms.reference, loaders.now(), when)
    except CallError as said:
        st.info(as_markdown(str(said)))
        st.stop()
    return Asked(visitor, terms, of, of.measure(code), whom, when, ground, sets)


def part(found: Asked) -> str:
    """Give the part of the page to show; only who can speak for a side draws up a set."""
    mine = {name: label for name, label in PARTS.items() if name != "draw" or found.binds}
    return pickers.segment("part", "Show", mine, "sets")
