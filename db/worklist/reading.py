"""What is on the worklist of a contract, as somebody may read it at an instant?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import select

from db import doors
from db.models import Client
from db.queries import worklist as queries
from db.reports import reconciled
from monitoring import parameters
from monitoring.narrative.reconciliation import reasons
from monitoring.reconciliation import SETTLED
from monitoring.worklist.items import Rules, Tolerance, work

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    import pandas as pd
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
    number, ground = one.terms.contract_id, one.ground
    left, right = one.sides
    said = queries.said(session, number, left.name, right.name, view.as_at)
    tolerance = _tolerance(ground, number, _measure(left, one))
    rows = one.rows.assign(at=range(len(one.rows)))
    if not tolerance.share:  # what agrees is needed only where somebody wrote about it
        rows = rows[
            ~rows["difference"].isin(SETTLED) | rows["client_id"].isin(set(said["client_id"]))
        ]
    rows = rows[rows["on"].notna()]
    written = rows[rows["client_id"].isin(set(said["client_id"]))]
    receipts = {
        int(each)
        for name in ("left_submission", "right_submission")
        for each in written[name].dropna()
    }
    rules = Rules(
        ground.working_date,
        _start(ground, number),
        tolerance,
        queries.received(session, receipts),
    )
    found = work(rows.assign(reason=""), said, rules)
    return Listed(one, found, _authority(ground, number))


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
