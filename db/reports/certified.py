"""Which figures of a report has a named person still to certify?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from db.publishing.counted import DATASET_OF, STARTS
from db.queries import certified
from monitoring import certification

if TYPE_CHECKING:
    from datetime import datetime

    import pandas as pd
    from sqlalchemy.orm import Session

    from db.reports.ground import Ground

MEANING = (
    "whether a named person has certified the returns behind the figure: false while one waits, "
    "null where the contract asks for none"
)


def marked(
    session: Session, ground: Ground, months: pd.DataFrame, as_at: datetime | None
) -> pd.DataFrame:
    """Mark a measure's figures that are certified on request, and those that still wait."""
    named = {each.contract_id: each.reference for each in ground.contracts}
    own = ground.programme.parameters
    states = certified.states(session, named, ground.settings, own, as_at)
    counted = {DATASET_OF.get(code, STARTS) for code in ground.measure.counts}
    return certification.marked(months, states, counted)
