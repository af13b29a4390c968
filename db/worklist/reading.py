"""What is on the worklist of a contract, as somebody may read it at an instant?"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

import pandas as pd
from sqlalchemy import select

from db import doors
from db.models import Client
from db.queries import worklist as queries
from db.reports import reconciled
from monitoring import parameters
from monitoring.narrative.reconciliation import reasons
from monitoring.reconciliation import SETTLED
from monitoring.worklist.items import DIFFERENCES, Rules, Tolerance, people, work

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from sqlalchemy.orm import Session

    from db.reports.ground import Ground
    from db.reports.reconciled import Compared
    from db.reports.view import View
    from monitoring.reconciliation import Side

MEASURE_OF = {"referrals": "referrals", "starts": "starts", "exits": "exits"}
"""The measure whose tolerance holds for a record; of claims it is their outcome."""

CHUNK = 500


@dataclass(frozen=True, slots=True)
class Listed:
    """The worklist of two sides of one contract, and the comparison it is worked out from."""

    compared: Compared
    work: pd.DataFrame  # the frame WORK
    start_authority: str = ""

    @property
    def contract(self) -> str:
        """Give the contract's reference."""
        return self.compared.terms.reference

    @property
    def sides(self) -> tuple[str, str]:
        """Give the two sides as they are written."""
        left, right = self.compared.sides
        return left.name, right.name

    def causes(self, rows: pd.DataFrame) -> list[str]:
        """Say of some rows of the list what is known of their difference; blank where nothing."""
        one = self.compared
        known = rows["at"].notna()
        picked = one.rows.iloc[rows.loc[known, "at"].astype("int64")]
        told = iter(reasons(picked, one.left, one.right, one.evidence, one.sides))
        return [(next(told) or "") if each else "" for each in known]


def lists(session: Session, view: View, now: datetime) -> Iterator[Listed]:
    """Give the worklist of each contract in view whose clients the reader sees.

    Raises
    ------
    CallError
        If a contract or side is unknown or not the reader's.
    """
    scope = doors.scope_of(session)
    for one in reconciled.in_view(session, view, now, older=True):
        if scope.sees_clients(one.terms.contract_id):
            yield _listed(session, one, view)


def _listed(session: Session, one: Compared, view: View) -> Listed:
    compare = _compare(session, one, view)
    found = worked(session, compare, view)
    return Listed(one, found, compare.start_authority)


@dataclass(frozen=True, slots=True)
class Compare:
    """What differs between two records of a contract, and its rules: all but what people wrote."""

    contract: str
    contract_id: int
    sides: tuple[str, str]
    titles: tuple[str, str]
    rows: pd.DataFrame  # what differs, and what agrees of clients somebody wrote about
    people: dict[date, int]  # either record's in a month
    on: date  # the working date
    start: date | None
    start_authority: str
    tolerance: Tolerance


def compare(session: Session, view: View, now: datetime) -> Compare | None:
    """Give what differs in one contract, its sentences worded; None where no clients are seen."""
    scope = doors.scope_of(session)
    for one in reconciled.in_view(session, view, now, older=True):
        if scope.sees_clients(one.terms.contract_id):
            made = _compare(session, one, view)
            apart = ~made.rows["difference"].isin(SETTLED)
            causes = Listed(one, made.rows).causes(made.rows[apart])
            worded = pd.Series(causes, index=made.rows.index[apart], dtype="object")
            rows = made.rows.assign(reason=worded.reindex(made.rows.index).fillna(""))
            return replace(made, rows=rows)
    return None


def _compare(session: Session, one: Compared, view: View) -> Compare:
    number, ground = one.terms.contract_id, one.ground
    left, right = one.sides
    said = queries.said(session, number, left.name, right.name, view.as_at)
    rows = one.rows.assign(at=range(len(one.rows)), reason="")
    rows = rows[rows["on"].notna()]
    months = people(rows["on"])
    firsts = [date(one.year, one.month, 1) for one in months.index]
    kept = ~rows["difference"].isin(SETTLED) | rows["client_id"].isin(set(said["client_id"]))
    return Compare(
        one.terms.reference,
        number,
        (left.name, right.name),
        (left.title, right.title),
        DIFFERENCES.check(rows[kept]),
        dict(zip(firsts, (int(many) for many in months), strict=True)),
        ground.working_date,
        _start(ground, number),
        _authority(ground, number),
        _tolerance(ground, number, _measure(left, one)),
    )


def worked(session: Session, made: Compare, view: View) -> pd.DataFrame:
    """Give the worklist as it stands by what people wrote: the frame WORK."""
    said = queries.said(session, made.contract_id, *made.sides, view.as_at)
    written = made.rows[made.rows["client_id"].isin(set(said["client_id"]))]
    receipts = {
        int(each)
        for name in ("left_submission", "right_submission")
        for each in written[name].dropna()
    }
    rules = Rules(
        made.on, made.start, made.tolerance, queries.received(session, receipts), made.people
    )
    return work(made.rows, said, rules)


def _measure(left: Side, one: Compared) -> str:
    return MEASURE_OF.get(left.dataset, one.ground.measure.code)


def _start(ground: Ground, number: int) -> date | None:
    begins = ground.in_force(number, "reconcile_from")
    return begins if isinstance(begins, date) else None


def _authority(ground: Ground, number: int) -> str:
    """Give on whose authority the start month in force was set."""
    mine = [
        each
        for each in ground.settings.get(number, ())
        if each.code == "reconcile_from" and each.effective_from <= ground.working_date
    ]
    return max(mine, key=lambda each: each.effective_from).authority if mine else ""


def _tolerance(ground: Ground, number: int, measure: str) -> Tolerance:
    """Give what a contract lets stand of a measure's differences: by its own rule, else in all."""
    own = {
        prefix: f"{prefix}{measure}"
        for prefix in (parameters.TOLERANCE_PREFIX, parameters.TOLERANCE_SHARE_PREFIX)
    }
    said = [
        ground.in_force(number, code if ground.says(number, code) else prefix.removesuffix("."))
        for prefix, code in own.items()
    ]
    return Tolerance(int(str(said[0])), float(str(said[1])))


def references(session: Session, contract_id: int, clients: set[int]) -> dict[int, str]:
    """Give the case references of some clients of a contract, as far as the reader may see them."""
    wanted = sorted(clients)
    found: dict[int, str] = {}
    for start in range(0, len(wanted), CHUNK):
        rows = session.execute(
            select(Client.client_id, Client.client_ref).where(
                Client.contract_id == contract_id,
                Client.client_id.in_(wanted[start : start + CHUNK]),
            )
        )
        found |= {row[0]: row[1] for row in rows}
    return found
