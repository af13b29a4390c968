"""Which contract is compared, and with what: its last review, another day, or two months?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

import streamlit as st

from db.queries.knowledge import LONDON, end_of_day
from db.reports import View
from db.reports import since as reports
from monitoring.narrative import day, month
from monitoring.narrative.since import day_name, months_name, review_name
from monitoring.periods import add_months, last_ended, months_of
from pages.shared import choices, loaders, panels, pickers, written

if TYPE_CHECKING:
    from datetime import date, datetime

    from db.queries.contracts import Terms
    from monitoring.governance.reviews import Meeting
    from pages.shared.identity import Visitor

COMPARE = {"review": "A review", "day": "Another day", "months": "Two months"}
QUARTER = 3  # months looked back over where no review is written down


@dataclass(frozen=True, slots=True)
class Asked:
    """What is compared: from which instant, or which two months, and how a sentence begins."""

    view: View
    name: str
    then: datetime | None = None
    months: tuple[date, date] | None = None
    first_review: bool = False  # whether none is written down to compare with
    pack: int | None = None  # the pack the review used


def chosen(visitor: Visitor) -> Asked:
    """Show the choices in a row; give what they ask for."""
    with pickers.in_a_row():
        terms = choices.contract(visitor)
        until = choices.as_at()
        view = View(contract=terms.reference, as_at=until)
        held = written.read(
            visitor,
            lambda session: reports.reviews(session, terms.reference, until or loaders.now()),
        )
        wanted = "day" if "then" in st.query_params and "compare" not in st.query_params else ""
        kind = pickers.segment("compare", "Compare with", COMPARE, wanted or "review")
        if kind == "months":
            return _months(view, terms, _today(visitor, terms, until or loaders.now()))
        today = _today(visitor, terms, until or loaders.now())
        return _day(view, today) if kind == "day" else _review(view, held, today)


def _review(view: View, held: list[Meeting], on: date) -> Asked:
    names = {str(each.number): day(each.held_on) for each in held}
    if not names:
        return _after(view, _quarter_before(on), first_review=True)
    number = pickers.one("review", "Review of", names, width=190)
    one = next(each for each in held if str(each.number) == number)
    return Asked(view, review_name(one.held_on), then=one.as_at, pack=one.pack_no)


def _day(view: View, on: date) -> Asked:
    given = pickers.day("then", "Then: as known on")
    return _after(view, given or _quarter_before(on))


def _after(view: View, then: date, *, first_review: bool = False) -> Asked:
    return Asked(view, day_name(then), then=end_of_day(then), first_review=first_review)


def pack(visitor: Visitor, asked: Asked) -> None:
    """Offer the pack the review used, where it names one."""
    if asked.pack is not None:
        query = {"contract": asked.view.contract or "", "pack": str(asked.pack)}
        panels.link(visitor, "review_pack", f"Open pack {asked.pack}, used in it", **query)


def _quarter_before(on: date) -> date:
    return add_months(on, -QUARTER) - timedelta(days=1)


def _today(visitor: Visitor, terms: Terms, until: datetime) -> date:
    """Give the day the programme stands on: its working date, where it has one."""
    day_ = until.astimezone(LONDON).date()
    own = loaders.programmes(visitor)[terms.programme].working_date
    return min(own, day_) if own else day_


def _months(view: View, terms: Terms, on: date) -> Asked:
    ended = last_ended(on)
    last = max(min(terms.last_month or ended, ended), terms.first_month)
    each = {f"{one:%Y-%m}": one for one in reversed(months_of(terms.first_month, last))}
    names = {code: month(one) for code, one in each.items()}
    codes = list(names)
    before = codes[min(1, len(codes) - 1)]
    first = pickers.one("first", "Month", names, default=before, width=170)
    second = pickers.one("second", "Beside", names, default=codes[0], width=170)
    both = (each[first], each[second])
    return Asked(view, months_name(*both), months=both)
