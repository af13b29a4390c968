"""What does each arrangement's share of the contract's profile come to, as a publication leaves it?

One of the three sanctioned crossings (architecture section 3, docs/adr/0016): it lets a partner
read its target without reading the profile of the contract.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

from db.models import FACTS, Contract, DerivedTarget, Publication
from db.models.summaries import TARGET
from db.publishing.versions import Row, Versioned
from monitoring import datasets
from monitoring.derived_targets import Asked, Terms, derived_targets

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sqlalchemy.orm import Session

    from monitoring.programmes import Programme

MADE_FROM = ("profiles", "arrangements")
"""Datasets that move derived targets; what is said about a set moves none."""

TARGETS = Versioned("derived_target", ("contract_id", *TARGET), ("value",))
CHUNK = 100  # contracts worked out at a time


def refresh(
    session: Session, numbers: Mapping[int, int], programmes: Mapping[str, Programme]
) -> None:
    """Bring the derived targets of contracts to what their open profiles and terms say.

    ``numbers`` gives the new publication of each contract.
    """
    ids = sorted(numbers)
    for start in range(0, len(ids), CHUNK):
        some = ids[start : start + CHUNK]
        wanted = _wanted(session, some, programmes)
        TARGETS.follow(session.connection(), numbers, _standing(session, some), wanted)


def _wanted(
    session: Session, ids: list[int], programmes: Mapping[str, Programme]
) -> dict[Row, Row]:
    """Give what should stand: the share of every count the contracts are profiled in."""
    terms = _terms(session, ids)
    sharing = [contract_id for contract_id in ids if contract_id in terms]
    asked = _asked(session, sharing, programmes)
    return {
        (
            contract_id,
            each.measure,
            each.category,
            each.arrangement,
            each.set,
            each.month,
        ): (each.value,)
        for contract_id in sharing
        for each in derived_targets(asked[contract_id], terms[contract_id])
    }


def _terms(session: Session, ids: list[int]) -> dict[int, list[Terms]]:
    """Give the open terms of each contract's arrangements, by the order of their sources."""
    table = FACTS["arrangements"].c
    order = [str(source) for source in datasets.ALL["arrangements"].sources]
    rows = session.execute(
        select(
            table.source,
            table.contract_id,
            table.arrangement,
            table.starts_on,
            table.ends_on,
            table.has_targets,
            table.outcome_share,
        ).where(table.contract_id.in_(ids), table.known_to.is_(None))
    )
    found: dict[int, list[Terms]] = defaultdict(list)
    for _, contract_id, *terms in sorted(rows, key=lambda row: order.index(row.source)):
        found[contract_id].append(Terms(*terms))
    return found


def _asked(
    session: Session, ids: list[int], programmes: Mapping[str, Programme]
) -> dict[int, list[Asked]]:
    """Give what the open profiles ask for of counts."""
    table = FACTS["profiles"].c
    rows: Iterable[Any] = session.execute(
        select(
            table.contract_id,
            table.set,
            table.measure,
            table.client_category,
            table.arrangement,
            table.month,
            table.value,
        ).where(table.contract_id.in_(ids), table.known_to.is_(None))
    )
    counts = _counts(session, ids, programmes)
    found: dict[int, list[Asked]] = defaultdict(list)
    for contract_id, *asked in rows:
        each = Asked(*asked)
        if each.measure in counts[contract_id]:
            found[contract_id].append(each)
    return found


def _counts(
    session: Session, ids: list[int], programmes: Mapping[str, Programme]
) -> dict[int, frozenset[str]]:
    """Give the measures of each contract's programme that are counts."""
    of = {
        code: frozenset(each.code for each in programme.measures if not each.is_rate)
        for code, programme in programmes.items()
    }
    rows = session.execute(
        select(Contract.contract_id, Contract.programme).where(Contract.contract_id.in_(ids))
    )
    return {contract_id: of[programme] for contract_id, programme in rows}


def _standing(session: Session, ids: list[int]) -> dict[Row, Row]:
    """Give the derived targets that are open now."""
    table = DerivedTarget.__table__.c
    rows = session.execute(
        select(*(table[name] for name in TARGETS.key), table.value).where(
            table.contract_id.in_(ids), table.known_to.is_(None)
        )
    )
    return {tuple(row[:-1]): (row[-1],) for row in rows}


def fill(session: Session, programmes: Mapping[str, Programme]) -> None:
    """Derive the targets of contracts that never had any: a store made before they were kept.

    For the owner. They stand from the contract's last publication on: what was known before it is
    left as it was told then.
    """
    derived = select(DerivedTarget.contract_id).distinct()
    last = (
        select(Publication.contract_id, func.max(Publication.number))
        .where(Publication.contract_id.not_in(derived))
        .group_by(Publication.contract_id)
    )
    refresh(session, {row[0]: row[1] for row in session.execute(last)}, programmes)
