"""How is a change to a contract proposed, and accepted by each side? Every step is kept."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from db import doors, registers, writing
from db.models import VariationStep
from db.publishing.request import CallError, NotYoursError
from db.queries.governance import written
from db.queries.governance.written import writer
from db.writing import Pen, Place
from monitoring import variations
from monitoring.audiences import Audience, Side
from monitoring.variations import ACCEPTS, Did, Step, Variation

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from sqlalchemy.orm import Session

    from db.scope import Scope

SAID = ("kind", "dated", "parties", "reason", "before", "after", "set")
NEEDED = {Side.DEPARTMENT: ("profile_sets", "dwp"), Side.PRIME: ("monthly_return", "provider_mi")}
"""What somebody must be able to send for a contract to bind a side of it."""
NOT_YOURS = "Only who sends for the department or for the provider can do this for a contract."


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """What is proposed: before and after in figures (``reprofiling.to_text``) or in words."""

    reference: str
    kind: str
    reason: str
    before: str = ""
    after: str = ""
    set: str = ""
    parties: str = ""
    dated: date | None = None


def binds(scope: Scope, contract_id: int) -> tuple[Side, ...]:
    """Give the sides of a contract somebody can speak for."""
    return tuple(side for side, what in NEEDED.items() if scope.may_send(*what, contract_id))


def propose(pen: Pen, contract: str, proposal: Proposal) -> None:
    """Propose a variation, to be accepted by each side.

    Raises
    ------
    CallError
        If the contract is not the writer's to speak for, the reference is in the log already, or
        something that is needed is blank.
    """
    blank = [name for name in ("reference", "kind", "reason") if not getattr(proposal, name)]
    if blank:
        msg = f"Say {' and '.join(blank)} of the variation."
        raise CallError(msg)

    def first(session: Session, last: Any) -> dict[str, Any]:  # noqa: ANN401 - as ``follow`` gives it
        number = registers.contract_id(session, contract)
        _refuse_stranger(session, number)
        steps = [] if last is None else of_contracts(session, [number])[number]
        known = next((each for each in steps if each.reference == proposal.reference), None)
        _refuse(known.steps if known else (), Did.PROPOSED, pen)
        return {name: getattr(proposal, name) for name in SAID} | {"did": Did.PROPOSED.value}

    _follow(pen, contract, proposal.reference, first)


def answer(pen: Pen, contract: str, reference: str, did: Did, reason: str = "") -> None:
    """Accept a variation for a side, or decline it with a reason.

    Raises
    ------
    CallError
        If there is no such variation, it is settled, or the side is not the writer's.
    """

    def next_step(session: Session, last: Any) -> dict[str, Any]:  # noqa: ANN401 - as ``follow`` gives it
        number = registers.contract_id(session, contract)
        mine = _refuse_stranger(session, number)
        found = of_contracts(session, [number])[number] if last is not None else []
        steps = next((each.steps for each in found if each.reference == reference), ())
        _refuse(steps, did, pen)
        if did is Did.DECLINED and not reason:
            msg = "Say why the variation is declined."
            raise CallError(msg)
        if did is not Did.DECLINED and did not in {ACCEPTS[side] for side in mine}:
            raise NotYoursError(NOT_YOURS)
        said = {name: getattr(last, name) for name in SAID}
        return said | {"did": did.value} | ({"reason": reason} if reason else {})

    _follow(pen, contract, reference, next_step)


def _follow(pen: Pen, contract: str, reference: str, values: Any) -> None:  # noqa: ANN401 - as ``follow`` takes it
    place = Place(contract, Audience.SHARED)
    writing.follow(pen, VariationStep, {"reference": reference}, place, values)


def _refuse_stranger(session: Session, number: int) -> tuple[Side, ...]:
    mine = binds(doors.scope_of(session), number)
    if not mine:
        raise NotYoursError(NOT_YOURS)
    return mine


def _refuse(steps: tuple[Step, ...], did: Did, pen: Pen) -> None:
    said = variations.refusal(steps, did, pen.principal.login)
    if said:
        raise CallError(said)


def of_contracts(
    session: Session, ids: Iterable[int], as_at: datetime | None = None
) -> dict[int, list[Variation]]:
    """Give the variations of some contracts with the steps known by then, in order of proposal."""
    rows = written.rows(session, VariationStep, ids, as_at, "contract_id", "reference", "step")
    steps: dict[tuple[int, str], list[Any]] = defaultdict(list)
    for row in rows:
        steps[row.contract_id, row.reference].append(row)
    found: dict[int, list[Variation]] = defaultdict(list)
    for (contract_id, reference), own in steps.items():
        found[contract_id].append(_variation(reference, own))
    for own in found.values():
        own.sort(key=lambda each: each.steps[0].at)
    return found


def _variation(reference: str, rows: list[Any]) -> Variation:
    first = rows[0]
    taken = [
        Step(
            row.did,
            row.by_user,
            row.at,
            row.reason if row.did == Did.DECLINED else "",
            writer(row),
        )
        for row in rows
    ]
    said = {name: getattr(first, name) for name in SAID}
    return Variation(reference=reference, steps=tuple(taken), **said)


def log(session: Session, contract: str, as_at: datetime | None = None) -> list[Variation]:
    """Give the variations of a contract the reader may see as known then, the earliest first."""
    number = registers.contract_id(session, contract)
    return of_contracts(session, [number], as_at).get(number, [])
