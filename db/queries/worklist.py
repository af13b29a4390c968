"""What was written about the differences between two sides of a contract?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd
from sqlalchemy import func, select

from db.models import DifferenceStep, Submission
from db.queries.governance.written import writer
from db.queries.knowledge import LONDON
from monitoring.audiences import Audience
from monitoring.worklist.items import SAID
from monitoring.worklist.steps import Did

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from sqlalchemy import ColumnElement, Select
    from sqlalchemy.orm import Session

    from monitoring.worklist.items import Key

TABLE = DifferenceStep.__table__.c
PAIRS = ("left_client", "right_client", "on")


def _of(
    contract_id: int,
    left: str,
    right: str,
    as_at: datetime | None,
    *columns: ColumnElement[Any],
) -> Select[Any]:
    query = select(*columns).where(
        TABLE.contract_id == contract_id, TABLE.left_side == left, TABLE.right_side == right
    )
    return query if as_at is None else query.where(TABLE.at <= as_at)


def said(
    session: Session, contract_id: int, left: str, right: str, as_at: datetime | None = None
) -> pd.DataFrame:
    """Give the steps both sides read, as the frame SAID; notes say nothing of how it stands."""
    names = [name for name in SAID.columns if name not in {"on", "partner", "said_on"}]
    columns = [TABLE[name] for name in names]
    query = _of(contract_id, left, right, as_at, *columns, TABLE.on_date, TABLE.partner_client,
                TABLE.at).where(TABLE.did != Did.NOTED.value)  # fmt: skip
    rows = session.execute(query.order_by(TABLE.step)).all()
    frame = pd.DataFrame([tuple(row) for row in rows], columns=[*names, "on", "partner", "at"])
    days = [row.at.astimezone(LONDON).date() for row in rows]
    return SAID.check(frame.assign(said_on=pd.Series(days, index=frame.index, dtype="object")))


@dataclass(frozen=True, slots=True)
class Step:
    """One step about a difference, as its readers know it."""

    did: Did
    who: str
    at: datetime
    reason: str
    text: str
    owner: str
    due_on: date | None
    audience: Audience


def history(
    session: Session, contract_id: int, sides: tuple[str, str], key: Key
) -> list[Step]:
    """Give the steps of one difference the reader may read, notes among them, in order."""
    query = _of(contract_id, *sides, None, *TABLE).where(
        TABLE.client_id == key.client_id,
        TABLE.on_date == key.on,
        TABLE.outcome == key.outcome,
        TABLE.nth == key.nth,
    )
    return [
        Step(
            Did(row.did),
            writer(row),
            row.at,
            row.reason,
            row.text,
            row.owner,
            row.due_on,
            Audience(row.audience),
        )
        for row in session.execute(query.order_by(TABLE.step))
    ]


def accepted_pairs(
    session: Session, contract_id: int, left: str, right: str, as_at: datetime | None = None
) -> pd.DataFrame:
    """Give the likely pairs that were accepted: the client on each side, and the item's date."""
    return _pairs(session, contract_id, (left, right), as_at, Did.PAIRED)


def refused_pairs(
    session: Session, contract_id: int, left: str, right: str, as_at: datetime | None = None
) -> pd.DataFrame:
    """Give the likely pairs that were refused, in the same columns."""
    return _pairs(session, contract_id, (left, right), as_at, Did.PARTED)


def _pairs(
    session: Session, contract_id: int, sides: tuple[str, str], as_at: datetime | None, did: Did
) -> pd.DataFrame:
    """Give the pairs whose last word was this one, as both sides read it."""
    query = _of(contract_id, *sides, as_at, TABLE.client_id, TABLE.partner_client, TABLE.on_date,
                TABLE.did)  # fmt: skip
    words = [each.value for each in (Did.PAIRED, Did.PARTED, Did.REOPENED)]
    last = {
        (row[0], row[2]): row
        for row in session.execute(query.where(TABLE.did.in_(words)).order_by(TABLE.step))
    }
    rows = [(row[0], row[1], row[2]) for row in last.values() if row[3] == did.value]
    return pd.DataFrame(rows, columns=list(PAIRS))


def paired(session: Session) -> str:
    """Give a text that changes with every likely pair accepted, refused or opened again."""
    words = [each.value for each in (Did.PAIRED, Did.PARTED, Did.REOPENED)]
    query = select(func.count(), func.max(TABLE.at)).where(TABLE.did.in_(words))
    count, last = session.execute(query).one()
    return f"{count} {last}"


def received(session: Session, receipts: Iterable[int]) -> dict[int, date]:
    """Give the day on which some returns came, by receipt."""
    wanted = sorted(set(receipts))
    found: dict[int, date] = {}
    for start in range(0, len(wanted), 500):
        rows = session.execute(
            select(Submission.submission_id, Submission.received_at).where(
                Submission.submission_id.in_(wanted[start : start + 500])
            )
        )
        found |= {row[0]: row[1].astimezone(LONDON).date() for row in rows}
    return found
