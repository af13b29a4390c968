"""What is there to remind whom of, and what were they told before?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import insert, select

from db import doors
from db.models import Reminded
from db.queries.governance.duties import contacts
from db.queries.governance.requests import requests_of
from db.reports import punctuality
from db.reports.ground import grounds
from monitoring import reminders
from monitoring.reminders import DAYS_BEFORE, Letter, Line

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

    from db.reports.view import View
    from db.scope import Principal
    from db.store import Store


@dataclass(frozen=True, slots=True)
class Post:
    """What is to be sent, and what nobody can be told for want of an address."""

    letters: tuple[Letter, ...]
    unheard: tuple[Line, ...]


def waiting(store: Store, principal: Principal, view: View, now: datetime) -> Post:
    """Give what has not been said yet about the contracts in view, by address."""
    with doors.scoped_session(store, principal) as session:
        lines = _lines(session, view, now)
        people = [
            each
            for ground in grounds(session, view, now)
            for terms in ground.contracts
            for each in contacts(session, terms.reference)
        ]
    found, unheard = reminders.letters(lines, people, _told(store))
    return Post(tuple(found), tuple(unheard))


def _lines(session: Session, view: View, now: datetime) -> list[Line]:
    overdue = punctuality.report(session, view, now).months
    ahead = punctuality.deadlines(session, view, now, DAYS_BEFORE)
    asked = [
        line
        for ground in grounds(session, view, now)
        for line in reminders.of_requests(
            requests_of(session, {each.contract_id: each.reference for each in ground.contracts}),
            ground.working_date,
        )
    ]
    return [*reminders.of_returns(overdue, ahead), *asked]


def _told(store: Store) -> set[tuple[str, str]]:
    with doors.journal(store) as session:
        rows = session.execute(select(Reminded.item, Reminded.address))
        return {(row.item, row.address) for row in rows}


def note_sent(store: Store, letter: Letter, now: datetime) -> None:
    """Remember what an address was told, once it has been handed over."""
    rows = [{"item": line.key, "address": letter.address, "at": now} for line in letter.lines]
    with doors.journal(store) as session:
        session.execute(insert(Reminded), rows)
