"""How is a report made that follows single clients of a contract?

Only of contracts whose clients the reader sees. Of others it gives no row at all, and names none of
them: a count of single people is not to be worked out from what was left out (docs/adr/0029).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd

from db import doors
from db.publishing.request import CallError
from db.queries import journeys
from db.reports.ground import Ground, grounds
from db.reports.view import Report, View
from monitoring.periods import By
from monitoring.vocabulary import ALL_CATEGORIES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from datetime import datetime

    from sqlalchemy.orm import Session

    from db.queries.contracts import Terms
    from db.queries.journeys import Journeys


@dataclass(frozen=True, slots=True)
class Followed:
    """One contract whose clients are followed: its rows, rules and what was asked."""

    journeys: Journeys
    ground: Ground
    terms: Terms
    view: View
    by: By

    def whole(self, code: str) -> int:
        """Give a parameter of the contract that is a whole number."""
        return self.ground.whole(self.terms.contract_id, code)

    def in_force(self, code: str) -> Any:  # noqa: ANN401 - of the parameter's own kind
        """Give a parameter of the contract as it is in force."""
        return self.ground.in_force(self.terms.contract_id, code)

    def asked(self, rows: pd.DataFrame) -> pd.DataFrame:
        """Keep rows (``month``, ``client_category``) of the months and clients asked for."""
        keep = pd.Series(data=True, index=rows.index)
        if self.view.category != ALL_CATEGORIES:
            keep &= rows["client_category"] == self.view.category
        if self.view.first is not None:
            keep &= rows["month"] >= pd.Timestamp(self.view.first)
        if self.view.last is not None:
            keep &= rows["month"] <= pd.Timestamp(self.view.last)
        return rows[keep]


@dataclass(frozen=True, slots=True)
class Making:
    """A report to make: its name, what its columns mean, and which of them are counts."""

    name: str
    definitions: Mapping[str, str]
    whole: tuple[str, ...] = ()
    by: By = By.MONTH

    def report(
        self,
        session: Session,
        view: View,
        now: datetime,
        make: Callable[[Followed], pd.DataFrame],
    ) -> Report:
        """Give the report of every contract in view whose clients the reader sees.

        Raises
        ------
        CallError
            If it is asked by arrangement, or names something unknown.
        """
        if view.arrangement:
            msg = f"The report {self.name} follows clients of whole contracts. Leave the "
            msg += "arrangement out."
            raise CallError(msg)
        by = view.by or self.by
        parts = [
            make(one).assign(contract=one.terms.reference)
            for one in _followed(session, view, now, by)
        ]
        kept = [part for part in parts if not part.empty]
        frame = pd.concat(kept, ignore_index=True) if kept else pd.DataFrame()
        frame = frame.reindex(columns=list(self.definitions))
        parameters = view.parameters() | {"by": str(by)}
        return Report(
            self.name, parameters, view.as_at or now, dict(self.definitions), frame, self.whole
        )


def _followed(session: Session, view: View, now: datetime, by: By) -> Iterator[Followed]:
    """Give the contracts in view whose clients the reader sees."""
    scope = doors.scope_of(session)
    for ground in grounds(session, view, now):
        for each in ground.contracts:
            if scope.sees_clients(each.contract_id):
                rows = journeys.of(session, each.contract_id, view.as_at, ground.working_date)
                yield Followed(rows, ground, each, view, by)
