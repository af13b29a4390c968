"""What must stand in a store before the first file is sent?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import insert, select

from db import doors, registers
from db.models import StoreMark, Submission
from db.publishing import crossings, derived
from db.publishing.request import CallError
from db.upgrade import create_or_upgrade
from monitoring.mappings import Mapping

if TYPE_CHECKING:
    from datetime import date, datetime

    from sqlalchemy.orm import Session

    from db.store import Store

SAMPLE = "sample"


def initialise(store: Store, now: datetime) -> None:
    """Make the store or bring it up to date, with the programmes and mappings that are shipped."""
    create_or_upgrade(store)
    with doors.owner(store) as session:
        for definition in registers.shipped_programmes():
            registers.add_programme(session, definition, None, now)
        for each in registers.shipped_mappings():
            registers.save_mapping(session, Mapping.from_json(each), "shipped", now)
        crossings.fill(session, store)
        derived.fill(session, registers.programmes(session))


def mark_sample(store: Store, working_dates: dict[str, date], now: datetime) -> None:
    """Mark an empty store as a sample, for good, and set its programmes' working dates.

    Raises
    ------
    CallError
        If anything was ever sent to it: a real store never becomes a sample, nor the reverse.
    """
    with doors.owner(store) as session:
        if session.scalar(select(Submission.submission_id).limit(1)) is not None:
            msg = "The store is not empty. demo makes a sample in an empty store only."
            raise CallError(msg)
        if not is_sample(session):
            session.execute(insert(StoreMark).values(name=SAMPLE, value="yes"))
        for definition in registers.shipped_programmes():
            day = working_dates.get(definition["code"])
            registers.add_programme(session, definition, day, now)


def is_sample(session: Session) -> bool:
    """Say whether the store was made by ``demo``."""
    return session.scalar(select(StoreMark.value).where(StoreMark.name == SAMPLE)) is not None
