"""Which contract, measure and months are looked at for what is unusual?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import streamlit as st

from db.reports import View
from db.reports.funnel import comparable
from monitoring.vocabulary import ALL_CATEGORIES
from pages.shared import choices, contract_choices, loaders, pickers

if TYPE_CHECKING:
    from db.queries.contracts import Terms
    from monitoring.programmes import Measure, Programme
    from pages.shared.identity import Visitor


@dataclass(frozen=True, slots=True)
class Chosen:
    """What is looked at: a measure of one contract, and beside it of its programme's others."""

    terms: Terms
    programme: Programme
    measure: Measure | None
    view: View

    @property
    def others(self) -> View:
        """Give the view of every contract of the programme."""
        code = self.measure.code if self.measure else None
        return View(
            programme=self.programme.code,
            measure=code,
            category=self.view.category,
            as_at=self.view.as_at,
            first=self.view.first,
            last=self.view.last,
        )


def of_months(visitor: Visitor) -> Chosen:
    """Show the choices of the page of unusual months."""
    with pickers.in_a_row():
        terms = choices.contract(visitor)
        of = loaders.programmes(visitor)[terms.programme]
        measure = of.measure(choices.measure(of))
        whom, when = choices.category(of), choices.as_at()
        with st.popover("More choices"):
            first, last = contract_choices.months(terms)
    view = View(contract=terms.reference, measure=measure.code, category=whom, as_at=when,
                first=first, last=last)  # fmt: skip
    return Chosen(terms, of, measure, view)


def of_contracts(visitor: Visitor) -> Chosen:
    """Show the choices of the page that compares contracts; the contract is the one in mind."""
    with pickers.in_a_row():
        terms = choices.contract(visitor)
        of = loaders.programmes(visitor)[terms.programme]
        names = {each.code: each.title for each in of.measures if comparable(each)}
        code = pickers.one("measure", "Measure", names, width=230) if names else ""
        whom = choices.category(of) if names else ALL_CATEGORIES
        when = choices.as_at()
        with st.popover("More choices"):
            first, last = contract_choices.months(terms)
    view = View(contract=terms.reference, measure=code or None, category=whom, as_at=when,
                first=first, last=last)  # fmt: skip
    return Chosen(terms, of, of.by_code.get(code), view)
