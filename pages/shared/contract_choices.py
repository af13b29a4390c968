"""Which further choices are there about one contract: its part, its source, its months, its set?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from db.choices import month_of
from db.queries import arrangements
from monitoring import narrative
from monitoring.narrative.profile import SOURCES
from monitoring.periods import months_of
from monitoring.profile_sets import in_order
from monitoring.vocabulary import Source
from pages.shared import loaders, pickers
from pages.shared.words import sentence

if TYPE_CHECKING:
    from datetime import date

    from db.queries.contracts import Terms
    from db.reports.beside import Beside
    from monitoring.programmes import Programme
    from pages.shared.identity import Visitor

WIDE = 320


def arrangement(visitor: Visitor, reference: str) -> str:
    """Give the part of the contract to look at: all of it, or one the visitor may see."""
    found: dict[str, str] = loaders.read(
        visitor,
        ("arrangements", reference),
        lambda session: arrangements.arrangements(session, reference),
    )
    names = {
        code: f"{partner} ({code})" if code else "The whole contract"
        for code, partner in found.items()
    }
    if not names:
        return ""
    return pickers.one("arrangement", "Part of the contract", names, width=WIDE)


def profile_set(found: Beside) -> str:
    """Give the profile set the figures are set against, asked for where there are several."""
    names = {each.name: sentence(each.title) for each in in_order(found.sets.values())}
    if len(names) < len(("original", "another")):
        return found.chosen
    return pickers.one("set", "Set against", names, default=found.chosen, width=140)


def source(of: Programme) -> Source | None:
    """Give the source the actual is taken from; None for the first that has a figure."""
    names = {"": "The first source that has a figure"} | {
        str(each): sentence(SOURCES[each]) for each in of.sources
    }
    chosen = pickers.one("source", "Actual from", names, width=WIDE)
    return Source(chosen) if chosen else None


def months(terms: Terms) -> tuple[date | None, date | None]:
    """Give the first and last month to show, None where nothing is left out."""
    last = terms.last_month or loaders.now().date()
    each = {f"{one:%Y-%m}": narrative.month(one) for one in months_of(terms.first_month, last)}
    codes = list(each)
    begin = pickers.one("from", "From", each, default=codes[0], width=WIDE)
    end = pickers.one("to", "To", each, default=codes[-1], width=WIDE)
    return (
        month_of(begin) if begin != codes[0] else None,
        month_of(end) if end != codes[-1] else None,
    )
