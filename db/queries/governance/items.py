"""Which issues, actions and plans does a contract have, step by step?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from db.models import ItemStep
from db.publishing.request import NotYoursError
from db.queries.governance.written import gathered, one_contract, rows, writer
from monitoring.audiences import Audience
from monitoring.governance.items import Did, Item, ItemKind, Step, Terms

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from sqlalchemy.orm import Session


def items(session: Session, contract: str, as_at: datetime | None = None) -> list[Item]:
    """Give every item of a contract, open or closed, by number."""
    return items_of(session, one_contract(session, contract), as_at)


def open_items(session: Session, contract: str, as_at: datetime | None = None) -> list[Item]:
    """Give the items of a contract that nothing has closed, by number."""
    return [each for each in items(session, contract, as_at) if each.is_open]


def item(session: Session, contract: str, number: int) -> Item:
    """Give one item with its steps.

    Raises
    ------
    CallError
        If there is none of that number, or none of its steps is the reader's (same words).
    """
    contracts = one_contract(session, contract)
    found = rows(session, ItemStep, contracts, None, "item_id", "step", item_id=number)
    if not found:
        msg = f"There is no item {number} of contract {contract}, or it is not yours."
        raise NotYoursError(msg)
    return _item(contracts, found)


def items_of(
    session: Session, contracts: Mapping[int, str], as_at: datetime | None = None
) -> list[Item]:
    """Give the items of several contracts, by contract and number."""
    order = ("contract_id", "item_id", "step")
    found = rows(session, ItemStep, contracts, as_at, *order)
    return [_item(contracts, own) for own in gathered(found, contracts, "item_id")]


def _item(contracts: Mapping[int, str], found: list[Any]) -> Item:
    first = found[0]
    return Item(contracts[first.contract_id], first.item_id, tuple(step_of(row) for row in found))


def step_of(row: Any) -> Step:  # noqa: ANN401 - a row of item_step
    """Give a step as the domain knows it."""
    terms = Terms(
        kind=ItemKind(row.kind),
        what=row.what,
        how=row.how,
        who=row.who,
        due_on=row.due_on,
        review_on=row.review_on,
        outcome=row.outcome,
        measure=row.measure,
        month=row.month,
        within=row.within,
        meeting=row.meeting_id,
        text=row.text,
    )
    return Step(
        row.step,
        Did(row.did),
        terms,
        row.by_user,
        row.at,
        Audience(row.audience),
        row.arrangement,
        writer(row),
    )
