"""What may this person send, for which contracts, and through which saved mappings?"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from db import doors, registers
from db.queries.contracts import terms
from monitoring import datasets
from monitoring.mappings import Mapping
from monitoring.rights import may_send

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from db.scope import Scope
    from monitoring.reading.table import TextTable
    from monitoring.vocabulary import Source

REPLACED = "(replaced by a keyed reference)"


def sendable(scope: Scope) -> dict[str, tuple[Source, ...]]:
    """Give the datasets a person may send for something, each with its sources, in their order."""
    roles = {sender.role for sender in scope.senders}
    found = {
        each.name: tuple(
            source
            for source in each.sources
            if scope.everything or any(may_send(role, each.name, source) for role in roles)
        )
        for each in datasets.ALL.values()
    }
    return {name: sources for name, sources in found.items() if sources}


def contracts_for(session: Session, dataset: str, source: Source | None) -> tuple[str, ...]:
    """Give the contracts a person may send a dataset for, or for an arrangement of which."""
    scope = doors.scope_of(session)
    held = [one for one in scope.senders if may_send(one.role, dataset, source or "")]
    return tuple(
        each.reference
        for each in terms(session)
        if scope.everything or any(one.contract_id in (None, each.contract_id) for one in held)
    )


def measures(session: Session) -> tuple[str, ...]:
    """Give the counts a return may name, over all programmes the person's contracts are of."""
    mine = {each.programme for each in terms(session)}
    known = registers.programmes(session)
    every = (code for name in sorted(mine & known.keys()) for code in known[name].counts)
    return tuple(sorted(set(every)))


def saved_mappings(session: Session) -> list[Mapping]:
    """Give every saved mapping in its latest version, by name."""
    return [Mapping.from_json(row.definition) for row in registers.mappings(session)]


def first_rows_mapped(mapping: Mapping, table: TextTable, most: int) -> list[dict[str, str]]:
    """Give the first rows a mapping makes of a file, with the number each has in the file.

    An identifier the mapping replaces is shown as replaced: what by depends on the programme.

    Raises
    ------
    Unreadable
        If the mapping does not find its columns, or a row cannot be believed.
    """
    made = mapping.apply(table, lambda _: REPLACED)
    rows = (
        {"Row": str(number), **dict(zip(made.headers, cells, strict=True))}
        for batch in made.batches()
        for number, *cells in zip(batch.row_numbers, *batch.columns, strict=True)
    )
    return list(islice(rows, most))
