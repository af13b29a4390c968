"""How many referrals were expected of each contract, month by month?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
from sqlalchemy import select

from db.models import FACTS
from db.queries.knowledge import as_known
from monitoring.frames import MONTH, NUMBER, TEXT, WHOLE, FrameContract
from monitoring.vocabulary import Source

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy.orm import Session

TABLE = FACTS["expected_referrals"]
EXPECTED = FrameContract(
    "expected",
    {
        "contract_id": WHOLE,
        "month": MONTH,
        "office": TEXT,
        "client_category": TEXT,
        "value": NUMBER,
    },
    (),
)


def expected(session: Session, ids: Sequence[int], as_at: datetime | None) -> pd.DataFrame:
    """Give what the department expected of whole contracts: contract, month, office, category.

    What a provider expects for its partners is a part of the whole and never added to it.
    """
    query = select(*(TABLE.c[name] for name in EXPECTED.columns)).where(
        TABLE.c.contract_id.in_(ids),
        TABLE.c.source == str(Source.DWP),
        TABLE.c.arrangement == "",
    )
    found = session.execute(as_known(query, TABLE, as_at)).all()
    return EXPECTED.check(pd.DataFrame(found, columns=list(EXPECTED.columns)))
