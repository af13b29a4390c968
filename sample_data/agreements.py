"""What did the people of the sample agree, assume and explain about profiles?

The bids assumed what the National Audit Office and the Public Accounts Committee found them to have
assumed; providers gave their reasons quarter by quarter; Area 4's profile was revised by contract,
Area 1's was proposed and waits, and Area 3's fee schedule was declined.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from db import assumptions, doors, profile_drafts, reasons, variations
from db.reports.ground import grounds
from db.reports.view import View
from db.variations import Proposal
from monitoring import reprofiling
from monitoring.assumptions import Assumption
from monitoring.periods import add_months
from monitoring.variations import Did, What
from monitoring.vocabulary import ProfileKind
from sample_data.generate.bids import JOB_SHARE, LATER_SETS, Later, later_set, original
from sample_data.generate.plp import PLANS
from sample_data.promises.people import AREA_1, AREA_3, FOUR, Writers, cm, plan_of, prime

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from db.scope import Principal
    from db.store import Store
    from monitoring.reprofiling import Draft, Key, Months

BID = "Bid, volumes and performance"
DWP = Did.ACCEPTED_DWP
BANDS = {"red": 0.20, "amber": 0.45, "green": 0.35}
LAST_EXPLAINED = date(2010, 8, 1)  # the months after it still await their reason
REASONS = (
    (date(2007, 12, 1), "start_up_backlog", "Advisers were still being trained and rooms let."),
    (date(2008, 7, 1), "low_voluntary", "Fewer people came forward of their own accord."),
    (date(2008, 11, 1), "esa_change", "New claimants wait for an assessment before they come."),
    (date(2009, 3, 1), "economy", "Employers who took people on last year have no vacancies."),
    (date(2009, 12, 1), "client_mix", "More clients further from work than the bid assumed."),
    (date(2010, 6, 1), "evidence_difficulty", "Employers are slow to confirm hours in writing."),
)
"""Reasons as providers gave them, by the first month of each stretch."""


@dataclass(frozen=True, slots=True)
class Agreed:
    """A new profile put forward: from which month, at which percentage of the original."""

    contract: str
    reference: str
    name: str
    first: date
    percent: float
    why: str


WAITING = Agreed(
    AREA_1, "Variation 3", "proposed-2010", date(2010, 12, 1), 45,
    "The last months are left and the present rate brings a third of what was promised.",
)


def write_agreements(store: Store, known: Mapping[str, Principal], now: datetime) -> None:
    """Write assumptions, variations and reasons down, each at its own moment."""
    writers = Writers(store, known)
    for contract in FOUR:
        _assumed(writers, contract)
    for plan in PLANS:
        _explained(writers, plan.contract, now)
    _propose(writers, WAITING, prime(AREA_1), date(2010, 12, 1))
    pen = writers.pen(prime(AREA_1), date(2010, 12, 1), 16)
    variations.answer(pen, AREA_1, WAITING.reference, Did.ACCEPTED_PROVIDER)
    _watched(writers)
    _declined(writers)


def _assumed(writers: Writers, contract: str) -> None:
    """Write down what the bid rested on: volumes, conversion and the readiness mix."""
    day = date(2008, 4, 7)
    pen = writers.pen(cm(contract), day)
    with doors.scoped_session(writers.store, pen.principal) as session:
        figures = profile_drafts.figures_of_set(session, contract, "original")
    said = [Assumption("conversion", whom, "", rate, BID) for whom, rate in JOB_SHARE.items()]
    said += [
        Assumption("starts", whom, "", sum(figures["starts", whom].values()), BID)
        for whom in JOB_SHARE
    ]
    mix = BANDS.items()
    said += [Assumption("readiness_share", "all", band, share, BID) for band, share in mix]
    for one in said:
        assumptions.write(pen, contract, one)


def _explained(writers: Writers, contract: str, now: datetime) -> None:
    """Give the reason of every stretch of months below profile, but for the last few."""
    who = writers.known[prime(contract)]
    with doors.scoped_session(writers.store, who) as session:
        [ground] = grounds(session, View(contract=contract), now)
        asked = reasons.awaited_of(session, ground)
    every = sorted(month.date() for month in asked["month"] if month.date() <= LAST_EXPLAINED)
    for place, (first, code, text) in enumerate(REASONS):
        last = place + 1 == len(REASONS)
        until = add_months(LAST_EXPLAINED, 1) if last else REASONS[place + 1][0]
        months = tuple(month for month in every if first <= month < until)
        if months:
            pen = writers.pen(prime(contract), add_months(months[-1], 1).replace(day=12))
            reasons.give(pen, reasons.Given(contract, "job_outcomes", months, code, text))


def _propose(writers: Writers, agreed: Agreed, login: str, on: date) -> None:
    """Propose a new profile as a variation."""
    pen = writers.pen(login, on)
    with doors.scoped_session(writers.store, pen.principal) as session:
        figures = profile_drafts.figures_of_set(session, agreed.contract, "original")
    profile_drafts.propose(pen, _draft(agreed, figures), agreed.reference, figures)


def _draft(agreed: Agreed, figures: Mapping[Key, Months]) -> Draft:
    """Draw the profile up: the original, at a percentage from a month on, every part in line."""
    draft = reprofiling.Draft(
        contract=agreed.contract, name=agreed.name, rationale=agreed.why, began_as="original",
        effective_from=agreed.first,
    )
    for whom in JOB_SHARE:
        key = ("job_outcomes", whom)
        made = reprofiling.changed(
            figures[key], agreed.first, max(figures[key]),
            lambda part: reprofiling.scaled(part, agreed.percent),
        )
        draft = draft.with_figures(key, made)
    return reprofiling.summed(draft, "job_outcomes")


def agree_first(store: Store, known: Mapping[str, Principal]) -> None:
    """Let both sides accept what is revised by contract, before its files can be sent."""
    writers = Writers(store, known)
    for later in LATER_SETS:
        if later.kind == ProfileKind.REVISED_CONTRACTUAL:
            _agreed(writers, later)


def _agreed(writers: Writers, later: Later) -> None:
    plan = plan_of(later.contract)
    after = _figures(later_set(plan, later))
    draft = reprofiling.Draft(
        contract=later.contract, name=later.name, rationale=later.why, figures=after,
        effective_from=later.first,
    )
    months = {month for own in after.values() for month in own}
    before = {
        key: {month: value for month, value in own.items() if month in months}
        for key, own in _figures(original(plan)).items()
    }
    proposed = add_months(later.first, -2).replace(day=15)
    pen = writers.pen(cm(later.contract), proposed)
    profile_drafts.propose(pen, draft, later.authority, before)
    accepted = ((prime(later.contract), 11, Did.ACCEPTED_PROVIDER), (cm(later.contract), 18, DWP))
    for login, days, did in accepted:
        pen = writers.pen(login, proposed + timedelta(days=days))
        variations.answer(pen, later.contract, later.authority, did)


def _figures(lines: Iterable[Mapping[str, Any]]) -> dict[Key, Months]:
    """Give the lines of a profile by measure and category."""
    found: dict[Key, Months] = {}
    for line in lines:
        month = date.fromisoformat(f"{line['month']}-01")
        own = found.setdefault((line["measure"], line["client_category"]), {})
        own[month] = float(line["value"])
    return found


def _watched(writers: Writers) -> None:
    """Write down on what authority Area 3 is watched against what is aspired to."""
    day = date(2010, 3, 8)
    proposal = Proposal(
        reference="Variation 4",
        kind=What.OTHER,
        reason="Agreed at the performance review; the original profile remains in force.",
        before="Monitoring against the original profile",
        after="Monitoring against an aspirational profile beside the original",
        parties=profile_drafts.PARTIES,
        dated=date(2010, 4, 1),
    )
    variations.propose(writers.pen(cm(AREA_3), day), AREA_3, proposal)
    for login, did in ((prime(AREA_3), Did.ACCEPTED_PROVIDER), (cm(AREA_3), DWP)):
        pen = writers.pen(login, day + timedelta(days=9))
        variations.answer(pen, AREA_3, "Variation 4", did)


def _declined(writers: Writers) -> None:
    """Write down a change of the fee that was proposed and declined."""
    day = date(2009, 9, 14)
    proposal = Proposal(
        reference="Variation 5",
        kind=What.SERVICE_FEE,
        reason="Outcome payments arrive months after the work, and costs are monthly.",
        before="30% of the value as service fee, in equal months",
        after="40% of the value as service fee, in equal months",
        parties=profile_drafts.PARTIES,
        dated=date(2009, 10, 1),
    )
    variations.propose(writers.pen(prime(AREA_3), day), AREA_3, proposal)
    why = "The balance of fee and outcome payments was part of the tender."
    variations.answer(
        writers.pen(cm(AREA_3), date(2009, 9, 28)), AREA_3, "Variation 5", Did.DECLINED, why
    )
