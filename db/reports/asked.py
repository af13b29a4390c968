"""Does a view name anything that nobody knows? Rows without figures would hide the slip."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import literal, select

from db.models import FACTS, DerivedTarget
from db.publishing.request import CallError, NotYoursError
from monitoring.vocabulary import ALL_CATEGORIES, OWN_DELIVERY

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy import FromClause
    from sqlalchemy.orm import Session

    from db.reports.view import View
    from monitoring.programmes import Programme


def must_be_known(
    session: Session, view: View, ids: Sequence[int], programmes: Mapping[str, Programme]
) -> None:
    """Refuse a measure, category, set or arrangement that none of the contracts in view has.

    Raises
    ------
    CallError
        Unknown and not the reader's are said in the same words.
    """
    every = programmes.values()
    if view.measure is not None and not any(view.measure in each.by_code for each in every):
        msg = f"{view.measure} is not a measure of any programme. See report definitions."
        raise CallError(msg)
    categories = {code for each in every for code in each.categories} | {ALL_CATEGORIES}
    if view.category not in categories:
        msg = f"There is no client category {view.category}: {', '.join(sorted(categories))}."
        raise CallError(msg)
    if view.set is not None and not _set_stands(session, view.set, ids):
        msg = f"Profile set {view.set} is not known, or is not yours."
        raise NotYoursError(msg)
    named = view.arrangement not in {"", OWN_DELIVERY}
    if named and not _stands(session, "arrangements", "arrangement", view.arrangement, ids):
        msg = f"Arrangement {view.arrangement} is not known, or is not yours."
        raise NotYoursError(msg)


def _set_stands(session: Session, name: str, ids: Sequence[int]) -> bool:
    """Say whether a set asks, or asked, anything; a partner may read its share of it alone."""
    tables = (FACTS["profiles"], DerivedTarget.__table__)
    return any(_holds(session, table, "set", name, ids) for table in tables)


def _stands(session: Session, dataset: str, column: str, name: str, ids: Sequence[int]) -> bool:
    """Say whether any of the contracts has, or had, a row of that name."""
    return _holds(session, FACTS[dataset], column, name, ids)


def _holds(
    session: Session, table: FromClause, column: str, name: str, ids: Sequence[int]
) -> bool:
    found = select(literal(1)).where(table.c.contract_id.in_(ids), table.c[column] == name)
    return session.scalar(found.limit(1)) is not None
