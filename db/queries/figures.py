"""Which monthly figures and profiles are known of these contracts?

Every read picks cells of one level (one category, arrangement and band) and never adds cells of
different level.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd
from sqlalchemy import select

from db.models import FACTS, Contract, DerivedTarget, MeasureValue
from db.queries.knowledge import as_known
from db.queries.lineage import brought
from monitoring.frames import CELLS, EVERY_PROFILE, PROFILES
from monitoring.vocabulary import ALL_CATEGORIES, WHOLE_CONTRACT

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date, datetime

    from sqlalchemy import ColumnElement, FromClause
    from sqlalchemy.orm import Session

VALUES = MeasureValue.__table__
PROFILE = FACTS["profiles"]
SETS = FACTS["profile_sets"]
DERIVED = DerivedTarget.__table__


@dataclass(frozen=True, slots=True)
class Level:
    """Which cells are meant: one category, one arrangement (blank: the whole), one band."""

    category: str = ALL_CATEGORIES
    arrangement: str = WHOLE_CONTRACT
    band: str = ""


def cells(
    session: Session,
    ids: Sequence[int],
    measures: Iterable[str],
    level: Level,
    as_at: datetime | None = None,
) -> pd.DataFrame:
    """Give the monthly cells of some contracts and measures: the frame CELLS.

    ``submission`` is the one whose publication brought the figure.
    """
    mine = (
        VALUES.c.contract_id.in_(ids),
        VALUES.c.measure.in_(sorted(set(measures))),
        VALUES.c.category == level.category,
        VALUES.c.arrangement == level.arrangement,
        VALUES.c.band == level.band,
    )
    query = select(
        VALUES.c.contract_id,
        VALUES.c.known_from,
        VALUES.c.measure,
        VALUES.c.month,
        VALUES.c.source,
        VALUES.c.origin,
        VALUES.c.value,
        VALUES.c.missing_reason,
    ).where(*mine)
    named, came = _references(session, ids), brought(session, ids, mine)
    rows = [
        (named[contract_id], *rest, came.submission((contract_id, *rest[:4]), number))
        for contract_id, number, *rest in session.execute(as_known(query, VALUES, as_at))
    ]
    columns = ["contract", "measure", "month", "source", "origin", "value", "reason", "submission"]
    return CELLS.check(pd.DataFrame(rows, columns=columns))


def _references(session: Session, ids: Sequence[int]) -> dict[int, str]:
    """Give the contracts' references: looked up once, where a join would ask for each figure."""
    rows = session.execute(
        select(Contract.contract_id, Contract.reference).where(Contract.contract_id.in_(ids))
    )
    return {row[0]: row[1] for row in rows}


def profiles(
    session: Session,
    ids: Sequence[int],
    measure: str,
    level: Level,
    as_at: datetime | None = None,
) -> pd.DataFrame:
    """Give the profiles of some contracts, every set, month by month: the frame PROFILES.

    An arrangement without a profile of its own in a set is held to its share of the contract's.
    """
    return PROFILES.check(every_profile(session, ids, [measure], level, as_at))


def every_profile(
    session: Session,
    ids: Sequence[int],
    measures: Iterable[str],
    level: Level,
    as_at: datetime | None = None,
) -> pd.DataFrame:
    """Give the same of several measures at once: the frame EVERY_PROFILE."""
    named = _references(session, ids)
    wanted = sorted(set(measures))
    rows = []
    for table in (PROFILE, DERIVED) if level.arrangement else (PROFILE,):
        columns = [table.c[name] for name in ("contract_id", "measure", "set", "month", "value")]
        query = select(*columns).where(*_asked(table, ids, wanted, level))
        found = session.execute(as_known(query, table, as_at))
        rows += [(named[contract_id], *rest) for contract_id, *rest in found]
    return EVERY_PROFILE.check(pd.DataFrame(rows, columns=list(EVERY_PROFILE.columns)))


def shared_sets(
    session: Session,
    ids: Sequence[int],
    measure: str,
    level: Level,
    as_at: datetime | None = None,
) -> set[tuple[str, str]]:
    """Give the contracts and sets whose profile of an arrangement is its share, not its own."""
    if not level.arrangement:
        return set()
    named = _references(session, ids)
    query = select(DERIVED.c.contract_id, DERIVED.c.set).distinct()
    asked = query.where(*_asked(DERIVED, ids, [measure], level))
    return {(named[row[0]], row[1]) for row in session.execute(as_known(asked, DERIVED, as_at))}


def _asked(
    table: FromClause, ids: Sequence[int], measures: Sequence[str], level: Level
) -> tuple[ColumnElement[bool], ...]:
    """Give the condition on the targets of some measures and one level."""
    category = table.c.client_category if table is PROFILE else table.c.category
    return (
        table.c.contract_id.in_(ids),
        table.c.measure.in_(measures),
        category == level.category,
        table.c.arrangement == level.arrangement,
    )


@dataclass(frozen=True, slots=True)
class DeclaredSet:
    """What was written down about a profile set."""

    contract: str
    name: str
    kind: str
    author: str
    authority: str
    rationale: str
    effective_from: date | None
    provider_agreed_on: date | None


def declared_sets(
    session: Session, ids: Sequence[int], as_at: datetime | None = None
) -> list[DeclaredSet]:
    """Give the profile sets that were declared for some contracts."""
    query = (
        select(
            Contract.reference,
            SETS.c.set,
            SETS.c.kind,
            SETS.c.author,
            SETS.c.authority,
            SETS.c.rationale,
            SETS.c.effective_from,
            SETS.c.provider_agreed_on,
        )
        .join(Contract, Contract.contract_id == SETS.c.contract_id)
        .where(SETS.c.contract_id.in_(ids))
        .order_by(Contract.reference, SETS.c.set)
    )
    rows = session.execute(as_known(query, SETS, as_at))
    return [DeclaredSet(*row[:3], *(text or "" for text in row[3:6]), *row[6:]) for row in rows]
