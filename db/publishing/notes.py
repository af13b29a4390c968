"""What does a file say that disagrees with another file or source?

Such rows are stored and noted: showing where sources disagree is what the product is for
(architecture section 4, checks). Each rule names its first rows and counts the rest.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, Select, and_, exists, or_, select

from db.models import FACTS
from db.queries.contracts import Terms, terms
from monitoring.findings import Problem, attention
from monitoring.periods import add_months

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from sqlalchemy.orm import Session

    from db.publishing.cells import Moved
    from db.publishing.changes import Comparison

NAMED = 200  # rows named one by one; the rest of a rule is one finding with a count


def for_attention(
    session: Session, comparison: Comparison, names: Mapping[int, str], moved: Iterable[Moved]
) -> list[Problem]:
    """Give what is worth a look in a file that was stored."""
    found: list[Problem] = []
    dataset = comparison.dataset
    if dataset.dating is not None and "contract" in dataset.by_name:
        found += _outside_contract(session, comparison)
    if dataset.name == "starts":
        found += _no_referral(session, comparison)
    if dataset.holds_clients and dataset.name not in {"starts", "referrals", "references"}:
        found += _unknown_client(session, comparison)
    if dataset.name == "monthly_return":
        found += _jumps(moved, names)
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


def _jumps(moved: Iterable[Moved], names: Mapping[int, str]) -> list[Problem]:
    """Note a returned figure of nought where the month before was well above it."""
    return [
        attention(
            "figure_restated",
            f"{each.measure} of {each.month:%B %Y} for contract {names[each.contract_id]} "
            f"was {each.before:,} and is now {each.after:,}.",
            column="value",
        )
        for each in moved
        if each.before is not None and each.after is not None and each.before != each.after
    ]
