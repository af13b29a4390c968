"""Which of a contract's monthly counts may be set beside those of others, and under which name?

The counts of a programme's headline measure and of what it converts from are copied, under a token
that tells nobody whose they are, into the reference stream: one of the three sanctioned crossings
of contracts (architecture section 3). They are the programme's own choice of figure for every unit
alike (its order of sources, returned before counted), whatever a contract's rules say.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from db import doors
from db.chain import KEY_PURPOSE
from db.models import REFERENCE_STREAM, BenchmarkValue, Contract, MeasureValue
from db.publishing import ledger
from db.publishing.versions import Row, Versioned
from monitoring.vocabulary import ALL_CATEGORIES, WHOLE_CONTRACT, Origin, Source

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from sqlalchemy.orm import Session

    from db.publishing.summaries import Summing
    from db.store import Store
    from monitoring.programmes import Programme

KEY = "benchmark"
"""The purpose of the key a unit's token is made with, and the kind of these publications."""

BENCHMARKS = Versioned(
    "benchmark_value", ("contract_id", "programme", "measure", "unit", "month"), ("value",)
)


def token(store: Store, programme: str, contract_id: int) -> str:
    """Give the name under which a contract's counts are compared; nobody can turn it back."""
    told = f"{programme}\x00{contract_id}".encode()
    return hashlib.blake2b(told, key=store.key(KEY), digest_size=10).hexdigest()


def compared(programme: Programme) -> frozenset[str]:
    """Give the measures that are compared: the headline, and all it converts from."""
    found = {programme.headline}
    while (
        more := {step.denominator for step in programme.conversions if step.numerator in found}
        - found
    ):
        found |= more
    return frozenset(found)


def refresh(summing: Summing, step: ledger.Step, store: Store) -> None:
    """Copy what a publication moved into the reference stream, as a publication of its own.

    It names neither the sender nor the file, and stands at the receipt's instant, or at the
    stream's last where that is later.
    """
    places = _places(summing)
    if not places:
        return
    session = summing.session
    doors.lock(session, [REFERENCE_STREAM])
    before: dict[Row, Row] = {}
    wanted: dict[Row, Row] = {}
    for contract_id, programme in _programmes(summing, places).items():
        unit = token(store, programme.code, contract_id)
        mine = {
            (REFERENCE_STREAM, programme.code, measure, unit, month): (measure, month)
            for measure, month in places[contract_id]
        }
        actual = _actuals(session, contract_id, programme, places[contract_id])
        wanted |= {key: (actual[place],) for key, place in mine.items() if place in actual}
        before |= _standing(session, programme.code, unit, mine)
    if before == wanted:
        return
    number, instant = ledger.next_of_reference(session, step.published_at)
    numbers = {REFERENCE_STREAM: number}
    BENCHMARKS.follow(session.connection(), numbers, before, wanted)
    anonymous = replace(
        step, kind=KEY, submission_id=None, by_user="", published_at=instant, detail=""
    )
    ledger.write_publications(session, numbers, anonymous, store.key(KEY_PURPOSE))


def _places(summing: Summing) -> dict[int, set[tuple[str, date]]]:
    """Give, for each contract, the measures and months that moved and are compared."""
    measures = frozenset[str]().union(*map(compared, summing.programmes.values()))
    found: dict[int, set[tuple[str, date]]] = defaultdict(set)
    for each in summing.moved:
        if each.measure in measures:
            found[each.contract_id].add((each.measure, each.month))
    return found


def _programmes(summing: Summing, ids: Iterable[int]) -> dict[int, Programme]:
    rows = summing.session.execute(
        select(Contract.contract_id, Contract.programme).where(
            Contract.contract_id.in_(sorted(ids))
        )
    )
    return {contract_id: summing.programmes[code] for contract_id, code in rows}


def _actuals(
    session: Session, contract_id: int, programme: Programme, places: Iterable[tuple[str, date]]
) -> dict[tuple[str, date], int | None]:
    """Give the actual of each measure and month: of the first source that has a figure."""
    wanted = {place for place in places if place[0] in compared(programme)}
    order = {str(source): at for at, source in enumerate((Source.AGREED, *programme.sources))}
    cell = MeasureValue.__table__.c
    rows: Iterable[Any] = session.execute(
        select(cell.measure, cell.month, cell.source, cell.origin, cell.value).where(
            cell.contract_id == contract_id,
            cell.measure.in_(sorted({measure for measure, _ in wanted})),
            cell.category == ALL_CATEGORIES,
            cell.arrangement == WHOLE_CONTRACT,
            cell.band == "",
            cell.source.in_(sorted(order)),
            cell.known_to.is_(None),
        )
    )
    ranked = sorted(
        rows,
        key=lambda row: (
            row.value is None,
            order[row.source],
            row.origin == Origin.COUNTED,
        ),
    )
    found: dict[tuple[str, date], int | None] = {}
    for row in ranked:
        if (row.measure, row.month) in wanted:
            found.setdefault((row.measure, row.month), row.value)
    return found


def _standing(
    session: Session, programme: str, unit: str, keys: Mapping[Row, Any]
) -> dict[Row, Row]:
    """Give what stands of a unit under some keys."""
    table = BenchmarkValue.__table__.c
    rows = session.execute(
        select(*(table[name] for name in BENCHMARKS.key), table.value).where(
            table.contract_id == REFERENCE_STREAM,
            table.programme == programme,
            table.unit == unit,
            table.known_to.is_(None),
        )
    )
    return {tuple(row[:-1]): (row[-1],) for row in rows if tuple(row[:-1]) in keys}
