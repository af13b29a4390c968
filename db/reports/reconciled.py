"""How do two records of one contract compare? Read, paired and explained in one place.

Report and page, worklist and pack all take what stands here, so they cannot say different numbers.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import pandas as pd

from db import doors
from db.publishing.counted import OUTCOMES
from db.publishing.request import CallError
from db.queries import client_mix, reconciling, worklist
from db.reports.ground import grounds
from monitoring import reconciliation
from monitoring.periods import add_months
from monitoring.reconciliation import SIDES, Difference, Rules
from monitoring.reconciliation.causes import LEFT_ALONE
from monitoring.reconciliation.rules import codes

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import datetime

    from sqlalchemy.orm import Session

    from db.queries.contracts import Terms
    from db.queries.reconciling import Wanted
    from db.reports.ground import Ground
    from db.reports.view import View
    from monitoring.reconciliation import Side

EXPLAINED = {"referrals", "starts"}
"""Exits, deferrals and other contracts explain why one of these is missing, and nothing else."""

MANY = 20_000  # clients without a partner from which their other records are read in one piece


@dataclass(frozen=True, slots=True)
class Compared:
    """Two records of one contract, and what each key of them comes to."""

    ground: Ground
    terms: Terms
    sides: tuple[Side, Side]
    left: pd.DataFrame
    right: pd.DataFrame
    rows: pd.DataFrame  # RECONCILED, explained, of the months in view
    evidence: pd.DataFrame
    rules: Rules
    bridge: pd.DataFrame  # BRIDGE: the steps from referrals to starts; empty of other records


def sides_of(view: View) -> tuple[Side, Side]:
    """Give the two records a view compares: referrals with starts unless it says otherwise.

    Raises
    ------
    CallError
        If one of them cannot be compared row by row, or both are the same.
    """
    names = (view.left or reconciliation.LEFT, view.right or reconciliation.RIGHT)
    for name in names:
        if name not in SIDES:
            msg = f"{name} cannot be compared row by row. There are {', '.join(SIDES)}."
            raise CallError(msg)
    if names[0] == names[1]:
        msg = f"{names[0]} cannot be compared with itself. Name two records."
        raise CallError(msg)
    return SIDES[names[0]], SIDES[names[1]]


def outcome_of(sides: Sequence[Side], ground: Ground) -> str:
    """Give the outcome whose claims are compared: the measure in view, else the headline.

    Raises
    ------
    CallError
        If claims are compared and the measure is none that is claimed.
    """
    if not any(one.by_outcome for one in sides):
        return ""
    if ground.measure.code not in OUTCOMES:
        msg = f"{ground.measure.code} is not claimed. Use --measure {' or '.join(OUTCOMES)}."
        raise CallError(msg)
    return ground.measure.code


def rules_of(ground: Ground, contract_id: int, sides: Sequence[Side]) -> Rules:
    """Give the days a contract allows its records to lie apart."""
    return Rules(*(ground.whole(contract_id, code) for code in codes(sides[1].name)))


def in_view(  # noqa: PLR0913 - what is compared, and what of it is left out
    session: Session,
    view: View,
    now: datetime,
    accepted: Mapping[str, pd.DataFrame] | None = None,
    *,
    older: bool = False,
    sighted: bool = False,
) -> Iterator[Compared]:
    """Give each contract in view that has rows on either side, compared.

    Only contracts the reader sees whole. Who sees no clients may have them counted, and is told
    no more than counts (docs/adr/0026).

    Parameters
    ----------
    session
        A session that reads what the person may see.
    view
        The two records, the contract if one is named, the months and the instant.
    now
        The clock.
    accepted
        The frame ACCEPTED of each contract, by reference; those written down where none is given.
    older
        Whether what is older than the contract's start month is given too.
    sighted
        Only contracts whose clients the reader sees.
    """
    sides = sides_of(view)
    scope = doors.scope_of(session)
    may = scope.sees_clients if sighted else scope.sees_whole
    with client_mix.counting(session) as counting:
        for ground in grounds(session, view, now):
            mine = reconciling.with_rows(counting, ground.ids, sides)
            for terms in ground.contracts:
                number = terms.contract_id
                if number in mine and scope.sees_whole(number) and may(number):
                    said = (accepted or {}).get(terms.reference)
                    yield _Comparison(session, counting, ground, terms, view, older).made(said)


@dataclass(frozen=True, slots=True)
class _Comparison:
    """One contract's two records, read and compared."""

    session: Session
    counting: Session  # reads clients for counts; who is known elsewhere is read with the reader's
    ground: Ground
    terms: Terms
    view: View
    older: bool = False

    def made(self, accepted: pd.DataFrame | None) -> Compared:
        """Give what each key of the months in view comes to."""
        sides = sides_of(self.view)
        number = self.terms.contract_id
        outcome = outcome_of(sides, self.ground)
        wanted = reconciling.Wanted(number, outcome, self.view.as_at)
        rules = rules_of(self.ground, number, sides)
        left, right = reconciling.both_sides(self.counting, sides, wanted)
        if accepted is None:
            names = (sides[0].name, sides[1].name)
            accepted = worklist.accepted_pairs(self.counting, number, *names, self.view.as_at)
        rows = reconciliation.reconcile(left, right, rules, accepted, sides)
        evidence = self._evidence(rows, sides, wanted, rules)
        rows = reconciliation.explained(rows, evidence, rules)
        first = self.view.first if self.older else _first(self.ground, self.terms, self.view)
        rows = of_months(rows, first, self.view.last)
        steps = self._bridge(rows, right, wanted)
        return Compared(self.ground, self.terms, sides, left, right, rows, evidence, rules, steps)

    def _bridge(self, rows: pd.DataFrame, right: pd.DataFrame, wanted: Wanted) -> pd.DataFrame:
        """Give the steps from referrals to starts, from what happened to who did not start."""
        names = tuple(one.name for one in sides_of(self.view))
        if names != (reconciliation.LEFT, reconciliation.RIGHT):
            return reconciliation.BRIDGE.empty()
        waiting = reconciliation.waiting(rows, right)
        clients = sorted(set(rows.loc[waiting, "client_id"]))
        some = clients if len(clients) < MANY else None
        return reconciliation.bridge(
            rows, right, reconciling.happened(self.counting, wanted, some)
        )

    def _evidence(
        self, rows: pd.DataFrame, sides: tuple[Side, Side], wanted: Wanted, rules: Rules
    ) -> pd.DataFrame:
        """Give what other records say of the clients that stand on one side alone."""
        if not {one.dataset for one in sides} <= EXPLAINED:
            return reconciliation.EVIDENCE.empty()
        alone = rows["difference"].isin([*LEFT_ALONE, Difference.RIGHT_ONLY])
        clients = sorted(set(rows.loc[alone, "client_id"]))
        some = clients if len(clients) < MANY else None
        found = [
            reconciling.evidence(self.counting, wanted, some),
            reconciling.elsewhere(self.session, sides, wanted, clients, rules),
        ]
        return pd.concat(found, ignore_index=True)


def _first(ground: Ground, terms: Terms, view: View) -> date | None:
    """Give the first month compared: that of the view, and none before the contract's own."""
    begins = ground.in_force(terms.contract_id, "reconcile_from")
    own = begins if isinstance(begins, date) else None
    return max(filter(None, (own, view.first)), default=None)


def of_months(rows: pd.DataFrame, first: date | None, last: date | None) -> pd.DataFrame:
    """Keep the keys of some months, both included, by the left row's day, else the right's."""
    kept = pd.Series(data=True, index=rows.index)
    if first is not None:
        kept &= rows["on"] >= pd.Timestamp(first)
    if last is not None:
        kept &= rows["on"] < pd.Timestamp(add_months(last, 1))
    return rows if kept.all() else rows[kept].reset_index(drop=True)
