"""What does a file change against what stands, and how is the change written?

Closing comes first, adding second: a row is added where, after the closing, no row of its key is
open. The counts are what the engine says it did, so they cannot disagree with the rows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from sqlalchemy import (
    ColumnElement,
    Connection,
    CursorResult,
    Executable,
    Table,
    and_,
    exists,
    func,
    insert,
    literal,
    null,
    or_,
    select,
    update,
)

from db.models.facts import FACTS, LEADING, key_columns, stored_fields, stored_name
from db.publishing import staging
from db.publishing.request import Changes

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from monitoring.datasets.specification import Dataset
    from monitoring.vocabulary import Source


class Comparison:
    """The tables of one publication: the facts, the stage, its steps and the months covered."""

    def __init__(self, connection: Connection, dataset: Dataset, source: Source) -> None:
        """Make the temporary tables of this transaction."""
        self.connection = connection
        self.dataset = dataset
        self.fact: Table = FACTS[dataset.name]
        self.stage = staging.stage_table(dataset.name)
        self.step = staging.STEP
        self.covered = staging.COVERED
        self.source = str(source)
        self.moved: dict[int, int] = {}  # closed by contract: of a client named otherwise before
        staging.create(connection, self.stage, self.step, self.covered)

    @property
    def key(self) -> ColumnElement[bool]:
        """Give the condition that a staged row and a fact are of one key and sender."""
        fact, stage = self.fact, self.stage
        names = ("contract_id", *key_columns(self.dataset), "sender")
        return and_(*(fact.c[name] == stage.c[name] for name in names))

    @property
    def open(self) -> ColumnElement[bool]:
        """Give the condition that a fact of this source is open."""
        return and_(self.fact.c.known_to.is_(None), self.fact.c.source == self.source)

    @property
    def differs(self) -> ColumnElement[bool]:
        """Give the condition that a staged row says something else than the fact of its key."""
        keys = set(key_columns(self.dataset))
        names = [stored_name(field) for field in stored_fields(self.dataset)]
        return or_(
            literal(value=False),
            *(
                self.fact.c[name].is_distinct_from(self.stage.c[name])
                for name in names
                if name not in keys
            ),
        )

    def number(self) -> Any:  # noqa: ANN401 - a scalar subquery has no narrower public type
        """Give the publication number of a fact's contract, as a subquery."""
        step = self.step
        return (
            select(step.c.number)
            .where(step.c.contract_id == self.fact.c.contract_id)
            .limit(1)
            .scalar_subquery()
        )

    def run(self, statement: Executable) -> int:
        """Run a writing statement and give how many rows it touched."""
        kept = {"preserve_rowcount": True}  # SQLAlchemy forgets it after an INSERT ... SELECT
        result = self.connection.execute(statement, execution_options=kept)
        return cast("CursorResult[Any]", result).rowcount


def set_steps(comparison: Comparison, steps: dict[tuple[int, str], int]) -> None:
    """Write down which contracts and senders the file touches, with their new publication."""
    rows = [
        {"contract_id": contract, "sender": sender, "number": number}
        for (contract, sender), number in steps.items()
    ]
    comparison.connection.execute(insert(comparison.step), rows)


def set_months(comparison: Comparison, months: list[tuple[int, date, date]]) -> None:
    """Write down the months the file covers in each contract."""
    rows = [
        {"contract_id": contract, "first_day": first, "last_day": last}
        for contract, first, last in months
    ]
    if rows:
        comparison.connection.execute(insert(comparison.covered), rows)


def anything_stands(comparison: Comparison) -> bool:
    """Say whether any row of these contracts and this source is open."""
    fact, step = comparison.fact, comparison.step
    touched = fact.c.contract_id.in_(select(step.c.contract_id))
    found = select(literal(1)).select_from(fact).where(touched, comparison.open).limit(1)
    return comparison.connection.scalar(found) is not None


def changed_rows(comparison: Comparison, limit: int) -> list[Any]:
    """Give the first staged rows that would change a standing one."""
    stage, fact = comparison.stage, comparison.fact
    both = stage.join(fact, and_(comparison.key, comparison.open))
    wanted = select(stage).select_from(both).where(comparison.differs).order_by(stage.c.row_number)
    return list(comparison.connection.execute(wanted.limit(limit)))


def removed_keys(comparison: Comparison) -> ColumnElement[bool]:
    """Give the condition on a fact that a whole-months file leaves it out."""
    fact, stage, step, covered = (
        comparison.fact,
        comparison.stage,
        comparison.step,
        comparison.covered,
    )
    dating = fact.c[comparison.dataset.dating or ""]
    sent = exists().where(step.c.contract_id == fact.c.contract_id, step.c.sender == fact.c.sender)
    in_month = exists().where(
        covered.c.contract_id == fact.c.contract_id,
        dating >= covered.c.first_day,
        dating <= covered.c.last_day,
    )
    in_file = exists().where(comparison.key).correlate(fact).select_from(stage)
    return and_(comparison.open, sent, in_month, ~in_file)


def write(comparison: Comparison, submission_id: int, staged: int, *, whole: bool) -> Changes:
    """Close what changes or goes, add what is new, and count what was done."""
    standing = anything_stands(comparison)
    staging.settle(comparison.connection, comparison.stage, compare=standing)
    changed = removed = 0
    if standing:
        changed = _close_changed(comparison)
        removed = _close_removed(comparison) if whole else 0
    inserted = _add(comparison, submission_id, compare=standing)
    return Changes(inserted - changed, changed, removed, staged - inserted)


def _close_changed(comparison: Comparison) -> int:
    fact, stage = comparison.fact, comparison.stage
    differing = (
        exists().where(comparison.key, comparison.differs).correlate(fact).select_from(stage)
    )
    touched = fact.c.contract_id.in_(select(comparison.step.c.contract_id))
    closing = update(fact).where(touched, comparison.open, differing)
    return comparison.run(closing.values(known_to=comparison.number()))


def _close_removed(comparison: Comparison) -> int:
    fact = comparison.fact
    touched = fact.c.contract_id.in_(select(comparison.step.c.contract_id))
    closing = update(fact).where(touched, removed_keys(comparison))
    return comparison.run(closing.values(known_to=comparison.number()))


def _add(comparison: Comparison, submission_id: int, *, compare: bool) -> int:
    fact, stage, step = comparison.fact, comparison.stage, comparison.step
    names = [stored_name(field) for field in stored_fields(comparison.dataset)]
    same_step = and_(step.c.contract_id == stage.c.contract_id, step.c.sender == stage.c.sender)
    rows = select(
        stage.c.contract_id,
        step.c.number,
        stage.c.row_id,
        null(),
        literal(submission_id),
        stage.c.row_number,
        literal(comparison.source),
        stage.c.sender,
        *(stage.c[name] for name in names),
    ).select_from(stage.join(step, same_step))
    if compare:
        standing = (
            exists().where(comparison.key, comparison.open).correlate(stage).select_from(fact)
        )
        rows = rows.where(~standing)
    target = [*LEADING, *names]
    return comparison.run(insert(fact).from_select(target, rows.order_by(stage.c.row_id)))


def changes_by_contract(
    comparison: Comparison, numbers: Mapping[int, int], total: Changes
) -> dict[int, Changes]:
    """Give each contract's part of what was done; one contract's part is the whole."""
    if len(numbers) == 1:
        return dict.fromkeys(numbers, total)
    fact, stage = comparison.fact, comparison.stage
    run = comparison.connection.execute
    staged = dict(
        map(tuple, run(select(stage.c.contract_id, func.count()).group_by(stage.c.contract_id)))
    )
    added = _counted_by_contract(comparison, fact.c.known_from == comparison.number())
    closed = changed = dict[int, int]()
    if total.changed or total.removed or comparison.moved:
        going = fact.c.known_to == comparison.number()
        closed = _counted_by_contract(comparison, going)
        in_file = exists().where(comparison.key).correlate(fact).select_from(stage)
        changed = _counted_by_contract(comparison, and_(going, in_file))
    return {
        contract: Changes(
            added.get(contract, 0) - changed.get(contract, 0),
            changed.get(contract, 0),
            closed.get(contract, 0)
            - changed.get(contract, 0)
            - comparison.moved.get(contract, 0),
            staged.get(contract, 0) - added.get(contract, 0),
        )
        for contract in numbers
    }


def _counted_by_contract(comparison: Comparison, condition: ColumnElement[bool]) -> dict[int, int]:
    """Count the facts of this source under a condition, contract by contract."""
    fact, step = comparison.fact, comparison.step
    rows = comparison.connection.execute(
        select(fact.c.contract_id, func.count())
        .where(
            fact.c.contract_id.in_(select(step.c.contract_id)),
            fact.c.source == comparison.source,
            condition,
        )
        .group_by(fact.c.contract_id)
    )
    return dict(map(tuple, rows))
