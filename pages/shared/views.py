"""Which view is asked for? The row of choices of a page, as the one View its reads share."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from db.queries.knowledge import end_of_day
from db.reports import View
from monitoring import scorecard
from monitoring.vocabulary import ALL_CATEGORIES
from pages.shared import loaders, pickers
from pages.shared.guard import not_found

if TYPE_CHECKING:
    from datetime import datetime

    from db.queries.contracts import Terms
    from monitoring.programmes import Programme
    from pages.shared.identity import Visitor


def programme(visitor: Visitor) -> Programme | None:
    """Give the programme to look at, asked for only where there are several to choose from."""
    known = loaders.programmes(visitor)
    mine = {terms.programme for terms in loaders.contracts(visitor).values()}
    names = {code: each.name for code, each in known.items() if code in mine}
    if not names:
        return None
    if pickers.asked_for_unknown("programme", known):
        not_found()
    default = "PLP" if "PLP" in names else next(iter(names))
    if len(names) == 1:
        return known[default]
    return known[pickers.segment("programme", "Programme", names, default)]


def measure(of: Programme) -> str:
    """Give the measure to look at; the programme's headline unless another is chosen."""
    names = {each.code: each.title for each in of.measures}
    return pickers.one("measure", "Measure", names, default=of.headline, width=240)


def category(of: Programme) -> str:
    """Give the clients to look at; everybody unless a category is chosen."""
    if not of.categories:
        return ALL_CATEGORIES
    names = {ALL_CATEGORIES: "All clients"} | {each: each.capitalize() for each in of.categories}
    return pickers.one("category", "Clients", names, default=ALL_CATEGORIES, width=140)


def as_at() -> datetime | None:
    """Give the end of the day to look back to, or None for now."""
    day = pickers.day("as_at", "As known on")
    return end_of_day(day) if day else None


def contract(visitor: Visitor) -> Terms:
    """Give the contract to look at; one that is unknown or not the visitor's is not found."""
    known = loaders.contracts(visitor)
    if pickers.asked_for_unknown("contract", known):
        not_found()
    names = {reference: f"{terms.district} ({reference})" for reference, terms in known.items()}
    return known[pickers.one("contract", "Contract", names, width=260)]


def of_portfolio(of: Programme) -> tuple[View, str, list[str]]:
    """Show the choices of the portfolio in a row.

    Returns
    -------
    What they ask for, what a row stands for (contract or provider), and the columns added.
    """
    rows = {"contract": "Contract", "provider": "Provider"}
    with pickers.in_a_row():
        asked, whom, when = measure(of), category(of), as_at()
        each = pickers.segment("by", "One row for each", rows, "contract")
        with st.popover("More columns"):
            more = pickers.several("columns", "Show also", scorecard.MORE)
    return View(programme=of.code, measure=asked, category=whom, as_at=when), each, more


def of_contract(visitor: Visitor) -> tuple[View, Terms, Programme]:
    """Show the choices about one contract in a row and give what they ask for."""
    with pickers.in_a_row():
        terms = contract(visitor)
        of = loaders.programmes(visitor)[terms.programme]
        asked, whom, when = measure(of), category(of), as_at()
        with st.popover("More choices"):
            part = arrangement(visitor, terms.reference)
    view = View(
        contract=terms.reference, measure=asked, category=whom, as_at=when, arrangement=part
    )
    return view, terms, of


def arrangement(visitor: Visitor, reference: str) -> str:
    """Give the part of the contract to look at: all of it, or one arrangement."""
    found = loaders.arrangements(visitor, reference)
    names = {
        code: f"{partner} ({code})" if code else "The whole contract"
        for code, partner in found.items()
    }
    if not names:
        return ""
    return pickers.one("arrangement", "Part of the contract", names, width=300)
