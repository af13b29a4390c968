"""Which contract, measure, months and month of the sources are asked for?"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from db.reports import View
from monitoring import narrative, sources
from monitoring.periods import add_months
from pages.shared import choices, contract_choices, loaders, pickers

if TYPE_CHECKING:
    from db.queries.contracts import Terms
    from monitoring.programmes import Measure
    from pages.shared.identity import Visitor


MONTHS_DRAWN = 13
"""A year and the month before it, up to the month looked at, unless others are chosen."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """What is looked at, and every month that is found; ``month`` None where there is none."""

    terms: Terms
    measure: Measure
    view: View
    rows: pd.DataFrame
    month: pd.Timestamp | None = None

    @property
    def drawn(self) -> pd.DataFrame:
        """Give the months to draw: those chosen, else the year up to the month looked at."""
        first, last = self.view.first, self.view.last
        if self.month is not None and not first and not last:
            last = self.month.date()
            first = add_months(last, 1 - MONTHS_DRAWN)
        return sources.of_months(self.rows, first, last)


def chosen(visitor: Visitor) -> Chosen:
    """Show the choices in a row; give what they ask for, and what is found."""
    with pickers.in_a_row():
        terms = choices.contract(visitor)
        of = loaders.programmes(visitor)[terms.programme]
        counts = {each.code: each.title for each in of.measures if not each.is_rate}
        code = pickers.one("measure", "Measure", counts, default=of.headline, width=165)
        place = st.container(width="content")
        whom, when = choices.category(of), choices.as_at()
        with st.popover("More choices"):
            first, last = contract_choices.months(terms)
    view = View(contract=terms.reference, measure=code, category=whom, as_at=when)
    rows = loaders.report(visitor, "sources", view).months
    found = Chosen(terms, of.measure(code), replace(view, first=first, last=last), rows)
    if sources.last_compared(rows) is None:
        return found
    with place:
        return replace(found, month=_month(rows))


def _month(rows: pd.DataFrame) -> pd.Timestamp:
    """Give the month to look at; the last in which two sources can be compared, unless chosen."""
    known = rows[rows["value"].notna()]["month"].drop_duplicates().sort_values(ascending=False)
    names = {f"{one:%Y-%m}": narrative.month(one) for one in known}
    last = sources.last_compared(rows)
    asked = pickers.one("month", "Month", names, default=f"{last:%Y-%m}", width=155)
    return pd.Timestamp(f"{asked}-01")
