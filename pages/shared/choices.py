"""Which single choices are there, each with its name in the address and its default?"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from db.queries.knowledge import end_of_day
from db.reports.ground import DEFAULT_PROGRAMME
from monitoring.vocabulary import ALL_CATEGORIES
from pages.shared import address, loaders, pickers
from pages.shared.guard import refuse

if TYPE_CHECKING:
    from datetime import datetime

    from db.queries.contracts import Terms
    from monitoring.programmes import Programme
    from pages.shared.identity import Visitor

WIDE = 320


def programme(visitor: Visitor) -> Programme | None:
    """Give the programme to look at, asked for only where there are several to choose from."""
    known = loaders.programmes(visitor)
    mine = {terms.programme for terms in loaders.contracts(visitor).values()}
    names = {code: each.name for code, each in known.items() if code in mine}
    if not names:
        return None
    if address.asked_for_unknown("programme", known):
        refuse(visitor, "a programme")
    default = own_programme(visitor)
    if len(names) == 1:
        return known[default]
    return known[pickers.segment("programme", "Programme", names, default)]


def own_programme(visitor: Visitor) -> str:
    """Give the programme a visitor begins with: the first of their contracts'."""
    mine = [terms.programme for terms in loaders.contracts(visitor).values()]
    return DEFAULT_PROGRAMME if DEFAULT_PROGRAMME in mine or not mine else mine[0]


def measure(of: Programme) -> str:
    """Give the measure to look at; the programme's headline unless another is chosen."""
    names = {each.code: each.title for each in of.measures}
    return pickers.one("measure", "Measure", names, default=of.headline, width=190)


def category(of: Programme) -> str:
    """Give the clients to look at; everybody unless a category is chosen."""
    if not of.categories:
        return ALL_CATEGORIES
    names = {ALL_CATEGORIES: "All clients"} | {each: each.capitalize() for each in of.categories}
    return pickers.one("category", "Clients", names, default=ALL_CATEGORIES, width=125)


def as_at() -> datetime | None:
    """Give the end of the day to look back to, or None for now."""
    day = pickers.day("as_at", "As known on")
    return end_of_day(day) if day else None


def contract(visitor: Visitor, of: str | None = None) -> Terms:
    """Give the contract to look at; one that is unknown or not the visitor's is not found."""
    every = loaders.contracts(visitor)
    known = {name: terms for name, terms in every.items() if of in {None, terms.programme}}
    if address.asked_for_unknown("contract", every):
        refuse(visitor, "a contract")
    names = {name: f"{place} ({name})" for name, place in _places(known).items()}
    return known[pickers.one("contract", "Contract", names, width=210)]


def places(visitor: Visitor, programme: str) -> dict[str, str]:
    """Name every contract of a programme by where it delivers, or by its provider."""
    every = loaders.contracts(visitor)
    return _places({name: each for name, each in every.items() if each.programme == programme})


def _places(known: dict[str, Terms]) -> dict[str, str]:
    """Name contracts by their district where it has one, else by their prime provider."""
    many = Counter(terms.district for terms in known.values())
    return {
        name: each.district if many[each.district] == 1 else each.prime
        for name, each in known.items()
    }
