"""What changed about a contract between two instants, or between two of its months?

Both sides are read as everywhere else, each as it was known; nothing is worked out a second way.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from db import registers, variations
from db.publishing.request import CallError
from db.queries import governance, submissions
from db.reports import profile
from db.reports.ground import Ground, grounds
from db.reports.sets_of import sets_of
from monitoring import since
from monitoring.governance.reviews import MeetingKind
from monitoring.since.happened import Happened, Window, latest_first

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    import pandas as pd
    from sqlalchemy.orm import Session

    from db.queries.contracts import Terms
    from db.reports.view import View
    from monitoring.governance.items import Item
    from monitoring.governance.reviews import Meeting
    from monitoring.programmes import Measure


@dataclass(frozen=True, slots=True)
class Measured:
    """Every measure's months of one contract as known at one instant."""

    ground: Ground
    months: Mapping[str, pd.DataFrame]

    @property
    def terms(self) -> Terms:
        """Give the contract's terms."""
        return self.ground.contracts[0]

    @property
    def measures(self) -> list[Measure]:
        """Give the programme's measures, its headline first and its journey next."""
        of = self.ground.programme
        codes = dict.fromkeys([of.headline, *of.journey, *of.by_code])
        return [of.by_code[code] for code in codes]

    def to_date(self) -> dict[str, since.Stand | None]:
        """Give how each measure stands to date."""
        by_code = self.ground.programme.by_code
        return since.all_known(self.months, by_code, self.terms.first_month)

    def in_month(self, month: date) -> dict[str, since.Stand | None]:
        """Give how each measure stands in one month."""
        return {code: since.in_month(months, month) for code, months in self.months.items()}


@dataclass(frozen=True, slots=True)
class Figures:
    """One contract's figures then and now: what moved, the most first, and what was restated."""

    terms: Terms
    then: datetime
    until: datetime
    headline: str
    moved: list[since.Moved]
    changed: list[since.Changed]


@dataclass(frozen=True, slots=True)
class Told:
    """What happened about a contract between two instants, and its items as they stand now."""

    working_date: date
    happened: list[Happened]
    items: list[Item]


def measured(session: Session, view: View, now: datetime) -> Measured:
    """Give every measure's months of the contract in view, as the report ``profile`` gives them.

    Raises
    ------
    CallError
        If the contract is unknown or not the caller's, or was not known then.
    """
    ground = _ground(session, view, now)
    return Measured(ground, profile.every_measure(session, ground, view))


def _ground(session: Session, view: View, now: datetime) -> Ground:
    found = grounds(session, replace(view, measure=None), now)
    if not found:
        msg = f"Nothing was known of contract {view.contract} at that time."
        raise CallError(msg)
    return found[0]


def reviews(session: Session, contract: str, until: datetime) -> list[Meeting]:
    """Give the performance reviews held before an instant, the latest first."""
    return [
        each
        for each in governance.meetings(session, contract)
        if each.kind is MeetingKind.PPR and each.as_at < until
    ]


def figures_since(session: Session, view: View, then: datetime, now: datetime) -> Figures:
    """Give the figures of the contract in view at an instant and at its as-at, or now.

    Raises
    ------
    CallError
        If the contract is unknown or not the caller's, was not known at either, or the first
        instant is the later one.
    """
    until = view.as_at or now
    if then > until:
        msg = "Put the earlier day first: there is nothing since a day that has not come."
        raise CallError(msg)
    before = measured(session, replace(view, as_at=then), now)
    after = measured(session, view, now)
    return Figures(
        after.terms,
        then,
        until,
        after.ground.programme.headline,
        since.moved(after.measures, before.to_date(), after.to_date()),
        since.changed(after.measures, before.months, after.months),
    )


def months_beside(
    session: Session, view: View, months: tuple[date, date], now: datetime
) -> Figures:
    """Give the figures of two months of the contract in view, as known at its as-at or now."""
    found = measured(session, view, now)
    until = view.as_at or now
    both = (found.in_month(each) for each in months)
    headline = found.ground.programme.headline
    return Figures(found.terms, until, until, headline, since.moved(found.measures, *both), [])


def told_since(session: Session, view: View, then: datetime, now: datetime) -> Told:
    """Give everything that happened about the contract in view since an instant, latest first."""
    ground = _ground(session, view, now)
    contract, number = ground.contracts[0].reference, ground.ids[0]
    window = Window(then, view.as_at or now)
    items = governance.items(session, contract, window.until)
    settings = [
        registers.settings_of(session, [number], at).get(number, [])
        for at in (window.then, window.until)
    ]
    sets = [sets_of(session, contract, now, at)[1] for at in (window.then, window.until)]
    written = since.between(
        window,
        items=items,
        notes=governance.notes(session, contract, window.until),
        requests=governance.requests(session, contract, window.until),
        meetings=governance.meetings(session, contract, window.until),
    )
    happened = [
        *written,
        *since.came(contract, submissions.submissions(session, contract), window),
        *since.varied(contract, variations.log(session, contract), window),
        *since.sets_changed(contract, *sets),
        *since.rules_set(contract, *settings),
    ]
    return Told(ground.working_date, latest_first(happened), items)
