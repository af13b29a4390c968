"""Which versions did the monthly figures have, and when did each month of a contract close?"""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

import pandas as pd
from sqlalchemy import and_, select

from db.models import MeasureValue, Publication
from db.queries.knowledge import LONDON
from db.rules import CLOSE
from monitoring.restatements import PUBLICATIONS, VERSIONS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from sqlalchemy.orm import Session

    from db.queries.figures import Level

VALUES = MeasureValue.__table__
OF_A_FIGURE = ("contract_id", "measure", "month", "source", "origin", "category", "arrangement",
               "band")


def versions(
    session: Session, named: Mapping[int, str], measures: Iterable[str], level: Level
) -> pd.DataFrame:
    """Give every version of the figures that ever changed: the frame VERSIONS."""
    earlier = VALUES.alias("earlier")
    same = and_(*(earlier.c[name] == VALUES.c[name] for name in OF_A_FIGURE))
    changed = select(earlier.c.contract_id).where(same, earlier.c.known_to.is_not(None)).exists()
    columns = ("contract_id", "month", "measure", "source", "origin", "value", "known_from",
               "known_to")
    rows = session.execute(
        select(*(VALUES.c[name] for name in columns)).where(
            VALUES.c.contract_id.in_(list(named)),
            VALUES.c.measure.in_(sorted(set(measures))),
            VALUES.c.category == level.category,
            VALUES.c.arrangement == level.arrangement,
            VALUES.c.band == level.band,
            changed,
        )
    )
    made = pd.DataFrame([tuple(row) for row in rows], columns=list(columns))
    return VERSIONS.check(made.assign(contract=made["contract_id"].map(dict(named))))


def publications(
    session: Session, named: Mapping[int, str], as_at: datetime | None = None
) -> pd.DataFrame:
    """Give the publications of some contracts: the frame PUBLICATIONS."""
    columns = (Publication.contract_id, Publication.number, Publication.published_at,
               Publication.submission_id, Publication.detail)
    query = select(*columns).where(Publication.contract_id.in_(list(named)))
    if as_at is not None:
        query = query.where(Publication.published_at <= as_at)
    rows = [
        (named[number], place, at.astimezone(LONDON).replace(tzinfo=None), submission, what)
        for number, place, at, submission, what in session.execute(query)
    ]
    made = pd.DataFrame(rows, columns=["contract", "number", "at", "submission", "what"])
    return PUBLICATIONS.check(made)


def closed_by_hand(session: Session, named: Mapping[int, str]) -> dict[tuple[str, str], int]:
    """Give the publication by which a month (YYYY-MM) of a contract was closed by hand."""
    rows = session.execute(
        select(Publication.contract_id, Publication.detail, Publication.number).where(
            Publication.contract_id.in_(list(named)), Publication.kind == CLOSE
        )
    )
    return {(named[number], detail): place for number, detail, place in rows}


def end_of(day: date) -> datetime:
    """Give the end of a day as publications' instants are given here: London's, without a zone."""
    return datetime.combine(day, time.min) + timedelta(days=1)
