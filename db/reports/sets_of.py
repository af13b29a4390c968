"""Which profile sets does a contract have, with all their figures?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from db.models import FACTS
from db.publishing.request import CallError
from db.queries.knowledge import as_known
from db.reports.ground import grounds, profile_sets
from db.reports.view import View
from monitoring.sets_shown import SetsOf
from monitoring.vocabulary import WHOLE_CONTRACT

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

    from db.reports.ground import Ground
    from monitoring.reprofiling import Key, Months

PROFILES, DECLARED = FACTS["profiles"], FACTS["profile_sets"]


def sets_of(
    session: Session, contract: str, now: datetime, as_at: datetime | None = None
) -> tuple[Ground, SetsOf]:
    """Give a contract's ground and its sets, declared or not, each with its figures.

    Raises
    ------
    CallError
        If the contract is unknown or not the caller's, or was not known then.
    """
    found = grounds(session, View(contract=contract, as_at=as_at), now)
    if not found:
        msg = f"Nothing was known of contract {contract} at that time."
        raise CallError(msg)
    ground = found[0]
    figures = figures_by_set(session, ground.ids[0], as_at)
    query = select(DECLARED.c.set).where(DECLARED.c.contract_id == ground.ids[0])
    declared = set(session.scalars(as_known(query, DECLARED, as_at)))
    names = {contract: sorted(declared | set(figures))}
    sets = profile_sets(session, ground, names, as_at)
    return ground, SetsOf({name: one for (_, name), one in sets.items()}, figures)


def figures_by_set(
    session: Session, contract_id: int, as_at: datetime | None = None
) -> dict[str, dict[Key, Months]]:
    """Give every figure of the whole contract, by set, measure and category."""
    columns = [
        PROFILES.c[name] for name in ("set", "measure", "client_category", "month", "value")
    ]
    query = (
        select(*columns)
        .where(PROFILES.c.contract_id == contract_id, PROFILES.c.arrangement == WHOLE_CONTRACT)
        .order_by(*columns[:4])
    )
    found: dict[str, dict[Key, Months]] = {}
    for name, measure, category, month, value in session.execute(as_known(query, PROFILES, as_at)):
        own = found.setdefault(name, {}).setdefault((measure, category), {})
        own[month] = float(value)
    return found
