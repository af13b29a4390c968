"""What did partners return week by week, and from when does the department see it?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
from sqlalchemy import func, select

from db.models import FACTS, Contract, Release
from db.queries.knowledge import as_known
from monitoring.weeks import COUNTS, RETURNED

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

WEEKLY = FACTS["partner_weekly"]


def returned(
    session: Session, contract: str, as_at: datetime | None = None
) -> pd.DataFrame:
    """Give every week the reader may see of a contract's partners: the frame RETURNED."""
    opens = (
        select(
            Release.contract_id,
            Release.submission_id,
            func.min(Release.opens_on).label("opens_on"),
        )
        .group_by(Release.contract_id, Release.submission_id)
        .subquery()
    )
    number = select(Contract.contract_id).where(Contract.reference == contract).scalar_subquery()
    query = (
        select(
            WEEKLY.c.arrangement,
            WEEKLY.c.week_starting,
            *(WEEKLY.c[name] for name in COUNTS),
            WEEKLY.c.submission_id.label("submission"),
            opens.c.opens_on,
        )
        .outerjoin(
            opens,
            (opens.c.contract_id == WEEKLY.c.contract_id)
            & (opens.c.submission_id == WEEKLY.c.submission_id),
        )
        .where(WEEKLY.c.contract_id == number)
        .order_by(WEEKLY.c.arrangement, WEEKLY.c.week_starting)
    )
    rows = session.execute(as_known(query, WEEKLY, as_at))
    frame = pd.DataFrame(rows.all(), columns=list(rows.keys()))
    return RETURNED.check(frame.assign(contract=contract))
