"""Which reads make the sections of a pack?"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC
from typing import TYPE_CHECKING

import pandas as pd

from db.packs.ground import Made
from db.reports import board, punctuality, restatements, sources
from db.reports.sets_of import sets_of
from monitoring import sets_shown
from monitoring.audiences import WORDS
from monitoring.governance import plans
from monitoring.governance.items import ItemKind
from monitoring.narrative.words import months_span
from monitoring.pack import PARTS, Content, Part, figures, written
from monitoring.vocabulary import ALL_CATEGORIES, Source

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sqlalchemy.orm import Session

    from db.packs.asked import Asked
    from monitoring.governance.items import Item
    from monitoring.pack import Section


def build(session: Session, asked: Asked) -> Content:
    """Give what a pack says: as known at its instant, for its readers, within the caller's rights.

    Raises
    ------
    CallError
        If the contract is unknown or not the caller's, or was not known then.
    """
    made = Made.of(session, asked)
    terms = made.terms
    return Content(
        terms.reference,
        terms.district,
        terms.prime,
        made.ground.programme.name,
        months_span(asked.first, asked.last),
        asked.as_at.astimezone(UTC).isoformat(),
        str(WORDS[asked.audience]),
        tuple(SECTIONS[part](made) for part in PARTS if part in asked.sections),
    )


def _findings(made: Made) -> Section:
    first = written.first_words(made.items, made.series, made.on)
    return figures.findings(made.figures, [first])


def _items(made: Made) -> Section:
    return written.items(made.items, made.titles, made.on, made.quarter.first)


def _profile(made: Made) -> Section:
    return figures.profile(made.figures, made.quarter)


def _compared(made: Made) -> pd.DataFrame:
    """Give every source's rows of the measures of the journey."""
    found = [
        sources.report(
            made.session, replace(made.view, measure=each.code), made.asked.as_at
        ).months
        for each in made.measures
    ]
    return pd.concat(found, ignore_index=True)


def _sources(made: Made) -> Section:
    return figures.sources(_compared(made), made.quarter, made.titles)


def _differences(made: Made) -> Section:
    return figures.differences(_compared(made), made.quarter, made.titles)


def _restatements(made: Made) -> Section:
    rows = restatements.report(made.session, made.view, made.asked.as_at).frame
    titles = {each.code: each.title for each in made.measures}
    return figures.restatements(rows, made.quarter, titles)


def _plans(made: Made) -> Section:
    mine = [one for one in made.items if one.terms.kind is ItemKind.PLAN]
    return written.plans(mine, {one.number: _around(made, one) for one in mine})


def _around(made: Made, one: Item) -> str:
    """Say how a plan's measure stood before, while it ran and after."""
    terms = one.terms
    if terms.month is None or terms.due_on is None or terms.measure not in made.titles:
        return ""
    view = replace(made.view, measure=terms.measure)
    measure, by_month, until = board.measured(made.session, view, made.asked.as_at)
    found = plans.before_and_after(by_month, terms.month, terms.due_on, until)
    return plans.sentence(found, measure)


def _notes(made: Made) -> Section:
    first, last = made.quarter.first, made.quarter.last
    mine = [
        one
        for one in made.notes
        if one.at.date() >= first or (one.about.month and first <= one.about.month <= last)
    ]
    return written.notes(mine, made.titles)


def _sets(made: Made) -> Section:
    _, found = sets_of(made.session, made.asked.contract, made.asked.as_at, made.asked.as_at)
    of = made.ground.programme
    headline = of.by_code[of.headline]
    key = (headline.profile_code, ALL_CATEGORIES)
    said = sets_shown.finding(found, key, headline)
    return written.sets(found, said, sets_shown.table(found, key), made.variations)


def _returns(made: Made) -> Section:
    """Give the returns of the quarter but for partners' weeks, which open on a day of their own."""
    asked = replace(made.view, first=made.quarter.first, last=made.quarter.last)
    rows = punctuality.report(made.session, asked, made.asked.as_at).months
    kept = rows[rows["source"] != str(Source.PARTNER)]
    return written.returns(kept.sort_values(["source", "period"]))


def _certification(made: Made) -> Section:
    return figures.certification(made.figures, made.quarter)


def _requests(made: Made) -> Section:
    return written.requests(made.requests, made.titles, made.on, made.quarter.first)


def _reviews(made: Made) -> Section:
    return written.reviews(made.series, made.meetings, made.quarter.first)


SECTIONS: Mapping[Part, Callable[[Made], Section]] = {
    Part.FINDINGS: _findings,
    Part.ITEMS: _items,
    Part.PROFILE: _profile,
    Part.SOURCES: _sources,
    Part.DIFFERENCES: _differences,
    Part.RESTATEMENTS: _restatements,
    Part.PLANS: _plans,
    Part.NOTES: _notes,
    Part.SETS: _sets,
    Part.RETURNS: _returns,
    Part.CERTIFICATION: _certification,
    Part.REQUESTS: _requests,
    Part.REVIEWS: _reviews,
}
