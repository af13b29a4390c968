"""What does a file say that disagrees with another file or source?

Such rows are stored and noted: showing where sources disagree is what the product is for
(architecture section 4, checks). Each rule names its first rows and counts the rest.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, Select, and_, case, exists, func, or_, select

from db.models import FACTS
from db.publishing.figures_noted import NAMED, named, of_returns
from db.publishing.overlaps import different_references
from db.queries.contracts import Terms, terms
from db.types import NO_DATE
from monitoring.findings import Problem, attention
from monitoring.periods import add_months
from monitoring.vocabulary import WHOLE_CONTRACT

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from sqlalchemy.orm import Session

    from db.publishing.bench import Bench
    from db.publishing.cells import Moved
    from db.publishing.changes import Comparison

ROUNDING = 1e-6  # shares of a profile are typed with a few decimals


def for_attention(bench: Bench, moved: Iterable[Moved]) -> list[Problem]:
    """Give what is worth a look in a file that was stored."""
    found: list[Problem] = []
    session, comparison = bench.session, bench.comparison
    dataset = comparison.dataset
    if dataset.dating is not None and "contract" in dataset.by_name:
        found += _outside_contract(session, comparison)
    if dataset.name == "starts":
        found += _no_referral(session, comparison)
    if dataset.holds_clients and dataset.name not in {"starts", "referrals", "references"}:
        found += _unknown_client(session, comparison)
    found += different_references(bench)
    if dataset.name == "claims":
        found += _sustained_without_job_outcome(session, comparison)
    if dataset.name == "profiles":
        found += _shares_above_profile(bench)
    if dataset.name == "monthly_return":
        found += of_returns(bench, moved)
    return found


def _named(
    session: Session, rows: Select[Any], rule: str, message: str, column: str
) -> list[Problem]:
    """Give one finding a row for the first rows, and one that counts the others."""
    numbers = list(session.scalars(rows))
    found = [attention(rule, message, row=number, column=column) for number in numbers[:NAMED]]
    if len(numbers) > NAMED:
        more = f"{len(numbers) - NAMED:,} more rows: {message}"
        found.append(attention(rule, more, column=column))
    return found


def _outside_contract(session: Session, comparison: Comparison) -> list[Problem]:
    """Note rows dated before the contract began or after it ends."""
    stage = comparison.stage
    dating = stage.c[comparison.dataset.dating or ""]
    spans = terms(session, sorted(set(session.scalars(select(comparison.step.c.contract_id)))))
    outside = [
        and_(stage.c.contract_id == each.contract_id, _outside(dating, each)) for each in spans
    ]
    if not outside:
        return []
    rows = select(stage.c.row_number).where(or_(*outside)).order_by(stage.c.row_number)
    return _named(
        session,
        rows,
        "outside_contract",
        "The date lies outside the contract. Check the month, or the contract's dates.",
        comparison.dataset.dating or "",
    )


def _outside(dating: ColumnElement[date], each: Terms) -> ColumnElement[bool]:
    """Give the condition that a date lies outside the contract's months."""
    before = dating < each.first_month
    if each.last_month is None:
        return before
    return or_(before, dating >= add_months(each.last_month, 1))


def _no_referral(session: Session, comparison: Comparison) -> list[Problem]:
    """Note starts whose client has no referral, where referrals have been received at all."""
    stage, referrals = comparison.stage, FACTS["referrals"]
    any_referral = exists().where(
        referrals.c.contract_id == stage.c.contract_id, referrals.c.known_to.is_(None)
    )
    own = exists().where(
        referrals.c.contract_id == stage.c.contract_id,
        referrals.c.client_id == stage.c.client_id,
        referrals.c.known_to.is_(None),
    )
    rows = select(stage.c.row_number).where(any_referral, ~own).order_by(stage.c.row_number)
    return _named(
        session,
        rows,
        "no_referral",
        "No referral of this client has been received. The reconciliation will show it.",
        "client_ref",
    )


def _unknown_client(session: Session, comparison: Comparison) -> list[Problem]:
    """Note rows of clients who are in no referral and no start of the contract."""
    stage = comparison.stage
    if "client_id" not in stage.c:
        return []
    known = [
        exists().where(
            table.c.contract_id == stage.c.contract_id,
            table.c.client_id == stage.c.client_id,
            table.c.known_to.is_(None),
        )
        for table in (FACTS["referrals"], FACTS["starts"])
    ]
    rows = (
        select(stage.c.row_number)
        .where(stage.c.client_id.is_not(None), *(~each for each in known))
        .order_by(stage.c.row_number)
    )
    return _named(
        session,
        rows,
        "unknown_client",
        "This client is in no referral and no start of the contract. Check the reference.",
        "client_ref",
    )


def _sustained_without_job_outcome(session: Session, comparison: Comparison) -> list[Problem]:
    """Note sustained claims of referrals without a job outcome claim (C.2 rule 1)."""
    stage, claims = comparison.stage, FACTS["claims"]
    same_referral = or_(
        claims.c.referred_on == stage.c.referred_on,
        claims.c.referred_on == NO_DATE,
        stage.c.referred_on == NO_DATE,
    )
    first = exists().where(
        claims.c.contract_id == stage.c.contract_id,
        claims.c.client_id == stage.c.client_id,
        claims.c.outcome == "job_outcomes",
        claims.c.known_to.is_(None),
        same_referral,
    )
    rows = (
        select(stage.c.row_number)
        .where(stage.c.outcome == "sustained_job_outcomes", ~first)
        .order_by(stage.c.row_number)
    )
    return _named(
        session,
        rows,
        "sustained_without_job_outcome",
        "A sustained outcome is claimed for a referral without a claim for a job outcome. "
        "Send the job outcome's claim, or check the referral.",
        "outcome",
    )


def _shares_above_profile(bench: Bench) -> list[Problem]:
    """Note profiles whose arrangements add up to more than the contract's own (C.2 rule 4)."""
    stage, profiles = bench.comparison.stage, FACTS["profiles"]
    names = ("contract_id", "set", "month", "measure", "client_category")
    sent = (
        select(*(stage.c[name] for name in names), func.min(stage.c.row_number).label("row"))
        .group_by(*(stage.c[name] for name in names))
        .subquery()
    )
    same = and_(*(profiles.c[name] == sent.c[name] for name in names))
    in_part = profiles.c.arrangement != WHOLE_CONTRACT
    rows = bench.session.execute(
        select(
            *(sent.c[name] for name in names),
            sent.c.row,
            func.sum(case((in_part, profiles.c.value), else_=0)).label("parts"),
            func.max(case((in_part, None), else_=profiles.c.value)).label("whole"),
        )
        .join_from(sent, profiles, same)
        .where(profiles.c.known_to.is_(None))
        .group_by(*(sent.c[name] for name in names), sent.c.row)
        .order_by(sent.c.row)
    )
    programmes = dict(bench.known.values())
    known = bench.work.prepared.programmes
    return named(
        [
            attention(
                "shares_above_profile",
                f"{row.measure} ({row.client_category}) of {row.month:%B %Y}, set {row.set} of "
                f"contract {bench.names[row.contract_id]}: the arrangements add up to "
                f"{row.parts:,.10g}, above the contract's {row.whole:,.10g}.",
                row=row.row,
                column="value",
            )
            for row in rows
            if row.whole is not None
            and row.parts > row.whole + ROUNDING
            and not known[programmes[row.contract_id]].by_code[row.measure].is_rate
        ]
    )
