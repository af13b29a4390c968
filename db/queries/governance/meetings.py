"""Which reviews, contacts and meetings were held about a contract?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from db.models import Meeting as Row
from db.queries.governance.written import one_contract, rows, writer
from monitoring.audiences import Audience
from monitoring.governance.reviews import Meeting, MeetingKind, entries, standing

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from sqlalchemy.orm import Session


def meetings(session: Session, contract: str, as_at: datetime | None = None) -> list[Meeting]:
    """Give the meetings of a contract as they stand, the latest first."""
    return meetings_of(session, one_contract(session, contract), as_at)


def meetings_of(
    session: Session, contracts: Mapping[int, str], as_at: datetime | None = None
) -> list[Meeting]:
    """Give the meetings of several contracts, contract by contract, the latest first."""
    found = _written(session, contracts, as_at)
    return [each for own in found.values() for each in standing(own)]


def cancelled(session: Session, contract: str, as_at: datetime | None = None) -> list[Meeting]:
    """Give the meetings of a contract that were written down and cancelled since."""
    found = _written(session, one_contract(session, contract), as_at)
    return [each for own in found.values() for each in entries(own) if each.cancelled]


def _written(
    session: Session, contracts: Mapping[int, str], as_at: datetime | None
) -> dict[int, list[Meeting]]:
    """Give every entry about each contract, whatever became of it."""
    found: dict[int, list[Meeting]] = {number: [] for number in sorted(contracts)}
    for row in rows(session, Row, contracts, as_at, "meeting_id"):
        found[row.contract_id].append(meeting_of(row, contracts[row.contract_id]))
    return found


def meeting_of(row: Any, contract: str) -> Meeting:  # noqa: ANN401 - a row of meeting
    """Give an entry as the domain knows it."""
    return Meeting(
        contract,
        row.meeting_id,
        MeetingKind(row.kind),
        row.held_on,
        row.channel,
        row.present,
        row.text,
        row.as_at,
        Audience(row.audience),
        row.by_user,
        row.at,
        row.replaces,
        row.pack_no,
        row.reason,
        row.cancelled,
        writer(row),
    )
