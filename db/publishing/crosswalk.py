"""Which clients does a source know by another reference, and what stands under that one already?

The crosswalk of a contract, as it stands when a file is published, says which reference of a
source means which client. Rows published before it came are left as they are until they are sent
again (docs/adr/0013).
"""

from __future__ import annotations

from dataclasses import replace
from itertools import compress
from typing import TYPE_CHECKING

from sqlalchemy import (
    Column,
    Integer,
    MetaData,
    Table,
    and_,
    exists,
    func,
    insert,
    literal,
    select,
    update,
)

from db.models import FACTS, Client
from db.models.facts import key_columns
from db.publishing import staging
from db.publishing.client_numbers import ref_hash
from monitoring.datasets.specification import Kind
from monitoring.same_references import Brought, bring_together

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sqlalchemy.orm import Session

    from db.publishing.changes import Comparison
    from monitoring.checks import Checked
    from monitoring.vocabulary import Source

REFERENCES = "references"
"""The dataset whose own client column says what is meant; it is never looked up."""

CHUNK = 500  # how many values one IN holds
NOTHING = Brought({}, 0)


def look_up(
    session: Session, checked: Checked, source: Source, ids: Mapping[str, int], senders: list[str]
) -> tuple[Brought, list[str]]:
    """Put known references of a source in place of its own; give what was done, and the senders.

    Parameters
    ----------
    session
        The publisher's.
    checked
        The file, whose columns are changed.
    source
        Whose records the file comes from.
    ids
        The numbers of its contracts by reference.
    senders
        Each row's sender; those of rows left out are left out.
    """
    people = any(one.kind is Kind.CLIENT for one in checked.dataset.columns)
    if not people or checked.dataset.name == REFERENCES:
        return NOTHING, senders
    meant = _standing(session, source, ids)
    if not meant:
        return NOTHING, senders
    brought = bring_together(checked, senders, meant)
    if brought.rows:
        checked.how = replace(checked.how, notes=(*checked.how.notes, brought.note))
    keep = [at not in brought.left_out for at in range(len(senders))]
    return brought, list(compress(senders, keep))


def _standing(
    session: Session, source: Source, ids: Mapping[str, int]
) -> dict[tuple[str, str], str]:
    """Give the reference meant by contract and the source's own, as the crosswalk stands."""
    fact = FACTS[REFERENCES]
    names = {number: reference for reference, number in ids.items()}
    same = and_(Client.contract_id == fact.c.contract_id, Client.client_id == fact.c.client_id)
    rows = session.execute(
        select(fact.c.contract_id, fact.c.source_ref, Client.client_ref)
        .join(Client, same)
        .where(
            fact.c.contract_id.in_(sorted(names)),
            fact.c.of_source == str(source),
            fact.c.known_to.is_(None),
        )
    )
    return {(names[row[0]], row[1]): row[2] for row in rows}


def move(
    session: Session, comparison: Comparison, brought: Brought, ids: Mapping[str, int], key: bytes
) -> None:
    """Close what stands of a file's clients under their other reference, from before it was known.

    Parameters
    ----------
    session
        The publisher's.
    comparison
        The staged rows and what stands; it is told how many rows were closed in each contract.
    brought
        What the crosswalk did to the file.
    ids
        The numbers of its contracts by reference.
    key
        Under which references are hashed.
    """
    found = []
    for contract, number in ids.items():
        own = {ref: meant for (name, ref), meant in brought.replaced.items() if name == contract}
        known = _numbers(session, number, {*own, *own.values()}, key)
        found += [
            (number, known[ref], known[meant])
            for ref, meant in own.items()
            if ref in known and meant in known
        ]
    comparison.moved = _close(comparison, sorted(found))


def _numbers(
    session: Session, contract: int, references: Iterable[str], key: bytes
) -> dict[str, int]:
    named = {ref_hash(key, contract)(reference): reference for reference in references}
    digests = sorted(named)
    found: dict[str, int] = {}
    for start in range(0, len(digests), CHUNK):
        rows = session.execute(
            select(Client.ref_hash, Client.client_id).where(
                Client.contract_id == contract,
                Client.ref_hash.in_(digests[start : start + CHUNK]),
            )
        )
        found |= {named[bytes(row[0])]: row[1] for row in rows}
    return found


def _close(comparison: Comparison, moving: list[tuple[int, int, int]]) -> dict[int, int]:
    """Close the rows that stand under one number and come again under another; count them.

    ``moving`` gives contract, the number a client had and the one they have now.
    """
    if not moving:
        return {}
    fact, stage = comparison.fact, comparison.stage
    pairs = _pairs_table()
    staging.create(comparison.connection, pairs)
    columns = ("contract_id", "before", "now")
    comparison.connection.execute(
        insert(pairs), [dict(zip(columns, each, strict=True)) for each in moving]
    )
    others = [name for name in key_columns(comparison.dataset) if name != "client_id"]
    again = (
        exists(literal(1))
        .select_from(
            pairs.join(
                stage,
                and_(pairs.c.contract_id == stage.c.contract_id, pairs.c.now == stage.c.client_id),
            )
        )
        .where(
            pairs.c.contract_id == fact.c.contract_id,
            pairs.c.before == fact.c.client_id,
            stage.c.sender == fact.c.sender,
            *(stage.c[name] == fact.c[name] for name in others),
        )
        .correlate(fact)
    )
    touched = fact.c.contract_id.in_(sorted({contract for contract, _, _ in moving}))
    going = and_(touched, comparison.open, again)
    counted = select(fact.c.contract_id, func.count()).where(going).group_by(fact.c.contract_id)
    closed = {row[0]: row[1] for row in comparison.connection.execute(counted)}
    if closed:
        comparison.run(update(fact).where(going).values(known_to=comparison.number()))
    return closed


def _pairs_table() -> Table:
    return Table(
        "stage_same_client",
        MetaData(),
        Column("contract_id", Integer),
        Column("before", Integer),
        Column("now", Integer),
        prefixes=["TEMPORARY"],
        postgresql_on_commit="DROP",
    )
