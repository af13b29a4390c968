"""Which changes may a file not make, whoever sends it?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from db.models import FACTS
from db.publishing.changes import Comparison, changed_rows, removed_keys
from db.publishing.resolving import contract_column
from db.queries.destroyed import without_people
from monitoring import datasets
from monitoring.findings import Problem, holds, refuses
from monitoring.vocabulary import ProfileKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sqlalchemy.orm import Session

    from monitoring.checks import Checked

ALL_ROWS = 1_000_000
LOCKED = (
    "The original profile cannot be changed once it stands. "
    "Send the new figures as another set, or leave the row out."
)


def kinds_of_sets(session: Session, ids: Iterable[int]) -> dict[tuple[int, str], str]:
    """Give the kind of every declared set; a set named after a kind is of that kind."""
    table = FACTS["profile_sets"]
    rows = session.execute(
        select(table.c.contract_id, table.c.set, table.c.kind).where(
            table.c.contract_id.in_(sorted(set(ids))), table.c.known_to.is_(None)
        )
    )
    return {(row.contract_id, row.set): row.kind for row in rows}


def is_original(kinds: Mapping[tuple[int, str], str], contract_id: int, name: str) -> bool:
    """Say whether a contract's set is its original one."""
    return name == ProfileKind.ORIGINAL or kinds.get((contract_id, name)) == ProfileKind.ORIGINAL


def original_locked(session: Session, comparison: Comparison, *, whole: bool) -> list[Problem]:
    """Find the rows that would change or remove a standing figure of an original set."""
    if comparison.dataset.name == "profile_sets":
        return _kind_locked(session, comparison)
    if comparison.dataset.name != "profiles":
        return []
    changed = changed_rows(comparison, ALL_ROWS)
    kinds = kinds_of_sets(session, {row.contract_id for row in changed})
    problems = [
        holds("original_locked", LOCKED, row=row.row_number, column="value")
        for row in changed
        if is_original(kinds, row.contract_id, row.set)
    ]
    return problems + (_removal_locked(session, comparison) if whole else [])


def _kind_locked(session: Session, comparison: Comparison) -> list[Problem]:
    changed = changed_rows(comparison, ALL_ROWS)
    kinds = kinds_of_sets(session, {row.contract_id for row in changed})
    return [
        holds(
            "original_locked",
            "The original set stays original. Give the other set a name of its own.",
            row=row.row_number,
            column="kind",
        )
        for row in changed
        if is_original(kinds, row.contract_id, row.set) and row.kind != ProfileKind.ORIGINAL
    ]


def _removal_locked(session: Session, comparison: Comparison) -> list[Problem]:
    fact = comparison.fact
    going = select(fact.c.contract_id, fact.c.set).where(removed_keys(comparison)).distinct()
    rows: list[Any] = list(session.execute(going))
    kinds = kinds_of_sets(session, {row.contract_id for row in rows})
    if any(is_original(kinds, row.contract_id, row.set) for row in rows):
        return [
            refuses(
                "original_locked",
                "The file leaves out standing figures of the original "
                "profile, which cannot be removed. Send it as corrections.",
            )
        ]
    return []


def foreign_measures(
    checked: Checked, known: Mapping[str, tuple[int, str]], measures: Mapping[str, frozenset[str]]
) -> list[Problem]:
    """Hold the rows whose measure is not one of their own contract's programme."""
    if "measure" not in checked.columns or "contract" not in checked.columns:
        return []
    rows = zip(
        checked.columns["contract"], checked.columns["measure"], checked.row_numbers, strict=True
    )
    problems = []
    for contract, measure, row in rows:
        programme = known[str(contract)][1]
        if str(measure) not in measures[programme]:
            problems.append(
                holds(
                    "unknown_measure",
                    f"{measure} is not a measure of programme {programme}. "
                    "The page Definitions lists those that are.",
                    row=row,
                    column="measure",
                    value=str(measure),
                )
            )
    return problems


def after_destruction(
    session: Session, dataset: str, checked: Checked, known: Mapping[str, tuple[int, str]]
) -> list[Problem]:
    """Refuse rows about people of a contract whose rows about people were destroyed.

    What was counted from those stands for good, so a row sent now could be in no figure.
    """
    if not datasets.dataset(dataset).holds_clients:
        return []
    first: dict[str, int] = {}
    for reference, row in zip(contract_column(checked), checked.row_numbers, strict=True):
        first.setdefault(reference, row)
    gone = without_people(session, [known[reference][0] for reference in first])
    return [
        refuses(
            "rows_destroyed",
            f"The rows about people of contract {reference} were destroyed under the retention "
            "schedule, so no more of them are taken. Leave the contract out.",
            row=row,
            column="contract",
            value=reference,
        )
        for reference, row in first.items()
        if known[reference][0] in gone
    ]
