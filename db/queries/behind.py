"""Which rows is a monthly figure made of, as far as the reader may see them?

A returned figure rests on rows of the monthly return; a counted one on the rows of clients, chosen
by the very rules it was counted by. The walls decide which of them are there to be read.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

import pandas as pd
from sqlalchemy import and_, false, func, or_, select

from db import doors, registers
from db.models import FACTS, Client
from db.models.facts import stored_fields, stored_name
from db.publishing import counted, events
from db.publishing.clients import latest_categories
from db.publishing.ways import ways_of
from db.queries import elsewhere
from db.queries.destroyed import destroyed_on
from db.queries.figures import Level
from db.queries.knowledge import as_known
from db.scope import WHOLE
from db.types import NO_DATE
from monitoring import datasets
from monitoring.datasets.specification import Kind
from monitoring.periods import add_months
from monitoring.rates import share
from monitoring.retention import DataClass
from monitoring.vocabulary import ALL_CATEGORIES, OWN_DELIVERY, WHOLE_CONTRACT, Origin, Source

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from sqlalchemy import ColumnElement, Select, Table
    from sqlalchemy.orm import Session

    from db.publishing.ways import Way
    from db.scope import Scope
    from monitoring.datasets.specification import Column

LIMIT = 500
RETURN = "monthly_return"
ASKED_FOR = {"month", "measure"}
"""Columns of a return that hold only what was asked for."""

BLANK = ("", 0, NO_DATE)
"""What a blank is kept as in a natural key."""

HUNDREDTHS = frozenset({Kind.PENCE, Kind.HOURS})
COUNTED_ON, RECEIPT, ROW = "counted_on", "receipt", "row"
ADDED = {
    COUNTED_ON: "The day that puts it in its month, by the contract's rules.",
    RECEIPT: "The return the row came in.",
    ROW: "Its row in the file.",
    elsewhere.KNOWN_UNDER: "Other contracts the client is known under, if you see clients there.",
}
"""What the columns mean that are no column of the dataset."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Which figure is opened: one contract's, of one month, source, origin and level."""

    contract: str
    measure: str
    month: date
    source: Source
    origin: Origin
    level: Level = field(default_factory=Level)
    as_at: datetime | None = None

    @property
    def dataset(self) -> str:
        """Give the dataset whose rows the figure is made of; blank where it has none of its own."""
        if self.origin is Origin.RETURNED:
            return RETURN
        name = counted.DATASET_OF.get(self.measure, "")
        return name if name and self.source in datasets.dataset(name).sources else ""

    @property
    def said(self) -> dict[str, object]:
        """Give what was asked for as an export prints it."""
        return {
            "rows_behind": self.measure,
            "contract": self.contract,
            "month": f"{self.month:%Y-%m}",
            "source": str(self.source),
            "origin": str(self.origin),
            "client_category": self.level.category,
            "arrangement": self.level.arrangement or None,
            "as_at": self.as_at.isoformat() if self.as_at else None,
        }


@dataclass(frozen=True, slots=True)
class Behind:
    """The rows behind a figure: how many the reader may see, and the first of them.

    ``may_see`` is False where rows of that kind are not the reader's at all, ``dataset`` blank
    where the figure has no rows of its own; ``as_now`` says that the rows are as they are known
    now though the figure asked for is an earlier one; ``destroyed_on`` that they went under the
    retention schedule, whichever day is asked for.
    """

    dataset: str
    frame: pd.DataFrame = field(default_factory=pd.DataFrame)
    total: int = 0
    may_see: bool = True
    as_now: bool = False
    destroyed_on: date | None = None  # the rows went under the retention schedule


def may_see(scope: Scope, contract_id: int, origin: Origin) -> bool:
    """Say whether a reader may see rows behind a contract's figures, all of them or some."""
    mine = (each.clients for each in scope.entries if each.contract_id == contract_id)
    return origin is Origin.RETURNED or scope.everything or any(mine)


def rows_behind(session: Session, asked: Asked, limit: int | None = LIMIT) -> Behind:
    """Give the rows a figure is made of, the first ``limit`` of them (None: all).

    Raises
    ------
    CallError
        If the contract is unknown or not the reader's.
    """
    number = registers.contract_id(session, asked.contract)
    if not may_see(doors.scope_of(session), number, asked.origin):
        return Behind(asked.dataset, may_see=False)
    if not asked.dataset:
        return Behind("")
    gone = destroyed_on(session, number, DataClass.CLIENT_ROWS)
    if gone is not None and asked.dataset != RETURN:
        return Behind(asked.dataset, destroyed_on=gone)
    rows = _Rows(session, asked, number, asked.dataset)
    query = rows.returned() if asked.dataset == RETURN else rows.counted()
    total = session.scalar(select(func.count()).select_from(query.order_by(None).subquery())) or 0
    frame = rows.frame(query if limit is None else query.limit(limit))
    frame = elsewhere.beside_clients(session, asked.contract, frame, asked.as_at)
    return Behind(asked.dataset, frame, total, as_now=rows.from_events and asked.as_at is not None)


@dataclass(frozen=True)
class _Rows:
    """The rows of one dataset behind one figure of a contract."""

    session: Session
    asked: Asked
    number: int
    dataset: str

    @property
    def fact(self) -> Table:
        """Give the table the rows stand in."""
        return FACTS[self.dataset]

    @cached_property
    def way(self) -> Way:
        """Give the rules the month is counted under, as they were known."""
        known = registers.programmes(self.session)
        ways = ways_of(self.session, [self.number], known, self.asked.as_at)
        month = self.asked.month
        [stretch] = ways.stretches((month, month), counted.deciding(self.dataset))
        return stretch.way

    @property
    def from_events(self) -> bool:
        """Say whether the figure is counted from the rows of several datasets."""
        return self.dataset != RETURN and counted.from_events(self.dataset, self.way)

    @cached_property
    def shown(self) -> dict[str, Column]:
        """Give the columns of the dataset to show: none that is not the reader's."""
        scope, place = doors.scope_of(self.session), self.asked.level.arrangement or WHOLE
        yours = {
            "": True,
            "price": scope.sees_prices(self.number, place),
            "adviser": scope.sees_advisers(self.number, place),
        }
        left_out = ASKED_FOR if self.dataset == RETURN else set()
        return {
            each.name: each
            for each in stored_fields(datasets.dataset(self.dataset))
            if yours[each.sensitive] and each.name not in left_out
        }

    def returned(self) -> Select[Any]:
        """Give the rows of the monthly return: the whole first, then what is part of it."""
        fact, asked = self.fact, self.asked
        query = self._selected(self.shown).where(
            fact.c.month == asked.month, fact.c.measure == asked.measure
        )
        part = fact.c.client_category != ALL_CATEGORIES
        order = (fact.c.arrangement, part, fact.c.client_category, fact.c.row_number)
        return as_known(query, fact, asked.as_at).order_by(*order)

    def counted(self) -> Select[Any]:
        """Give the rows of clients a count is made of, in the order of their days."""
        fact, asked = self.fact, self.asked
        if self.from_events:
            begun = events.starts([self.number], self.way)
            names, day, known_at = ["client_ref", COUNTED_ON], begun.c.day, None
            same = [begun.c[name] == fact.c[name] for name in ("client_id", "referred_on")]
            query = self._selected([*names, *self.shown], day).join(begun, and_(*same))
        else:
            by = counted.dated_by(self.dataset, asked.source, self.way)
            day, known_at = fact.c[by], asked.as_at
            query = self._selected(["client_ref", by, *self.shown])
        query = query.where(
            day >= asked.month, day < add_months(asked.month, 1), *self._counts(), *self._part()
        )
        if asked.level.category != ALL_CATEGORIES:
            query = self._of_category(query, asked.level.category)
        order = (day, fact.c.client_id, fact.c.submission_id, fact.c.row_number)
        return as_known(query, fact, known_at).order_by(*order)

    def _selected(self, names: Iterable[str], day: ColumnElement[Any] | None = None) -> Select[Any]:
        """Select columns by their public names, each once, and where the row came from."""
        fact = self.fact
        kept: dict[str, Any] = {n: fact.c[stored_name(each)] for n, each in self.shown.items()}
        columns = kept | {"client_ref": Client.client_ref, COUNTED_ON: day}
        chosen = [columns[name].label(name) for name in dict.fromkeys(names)]
        came = (fact.c.submission_id.label(RECEIPT), fact.c.row_number.label(ROW))
        mine = (fact.c.contract_id == self.number, fact.c.source == str(self.asked.source))
        query = select(*chosen, *came).select_from(fact).where(*mine)
        if "client_id" not in fact.c:
            return query
        same = and_(Client.contract_id == fact.c.contract_id, Client.client_id == fact.c.client_id)
        return query.outerjoin(Client, same)

    def _counts(self) -> Iterable[ColumnElement[bool]]:
        """Give the conditions of the rule that counts the measure."""
        for rule in counted.rules_of(self.dataset, self.asked.source, self.way):
            if rule.measure == self.asked.measure:
                yield from counted.conditions(self.fact, rule)

    def _part(self) -> Iterable[ColumnElement[bool]]:
        """Give the condition on the arrangement; blank in a row is the prime's own delivery."""
        part = self.asked.level.arrangement
        if part == WHOLE_CONTRACT:
            return
        if "arrangement" not in self.fact.c:
            yield false()
        elif part == OWN_DELIVERY:
            yield or_(self.fact.c.arrangement.is_(None), self.fact.c.arrangement == "")
        else:
            yield self.fact.c.arrangement == part

    def _of_category(self, query: Select[Any], category: str) -> Select[Any]:
        """Keep the clients of one category, which most datasets take from the starts."""
        fact = self.fact
        if "client_category" in fact.c:
            return query.where(fact.c.client_category == category)
        known = latest_categories([self.number], self.asked.as_at).subquery()
        return query.join(known, known.c.client_id == fact.c.client_id).where(
            known.c.category == category
        )

    def frame(self, query: Select[Any]) -> pd.DataFrame:
        """Give a query's rows as a frame of plain values; a blank is None."""
        found = self.session.execute(query)
        names = list(found.keys())
        columns = [self.shown.get(name) for name in names]
        key = datasets.dataset(self.dataset).key
        return pd.DataFrame(
            [
                [_plain(value, each, key) for value, each in zip(row, columns, strict=True)]
                for row in found
            ],
            columns=names,
            dtype=object,
        )


def _plain(value: Any, column: Column | None, key: tuple[str, ...]) -> Any:  # noqa: ANN401 - any cell
    if column is None or value is None:
        return value
    if column.optional and column.name in key and value in BLANK:
        return None
    return share(value, 100) if column.kind in HUNDREDTHS else value
