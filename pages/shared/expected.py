"""What falls due, and what did partners return week by week? Kept as ``loaders`` keeps it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from db.queries import weeks as week_queries
from db.reports import punctuality
from pages.shared import loaders

if TYPE_CHECKING:
    from datetime import datetime

    import pandas as pd

    from db.reports import View
    from pages.shared.identity import Visitor


def deadlines(visitor: Visitor, view: View, days: int) -> pd.DataFrame:
    """Give what falls due in so many days."""
    made: pd.DataFrame = loaders.read(
        visitor,
        ("deadlines", view, days),
        lambda session: punctuality.deadlines(session, view, loaders.now(), days),
    )
    return made


def weeks(visitor: Visitor, contract: str, as_at: datetime | None) -> pd.DataFrame:
    """Give the weeks the partners of a contract returned, as far as the visitor sees them."""
    made: pd.DataFrame = loaders.read(
        visitor,
        ("weeks", contract, as_at),
        lambda session: week_queries.returned(session, contract, as_at),
    )
    return made
