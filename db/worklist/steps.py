"""How is a step about a difference taken: one, or hundreds at once, whole or not at all?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from db import doors, journal, writing
from db.journal import Act, Deed
from db.models import DifferenceStep
from db.publishing.request import CallError, NotYoursError
from db.scope import WHOLE
from db.writing import Place
from monitoring.audiences import Audience
from monitoring.narrative.words import count_of
from monitoring.vocabulary import Role
from monitoring.worklist import steps
from monitoring.worklist.items import Key
from monitoring.worklist.steps import Did, Hand, Said, Standing, State, after, refusal

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sqlalchemy.orm import Session

    from db.scope import Scope
    from db.writing import Pen, Values

TABLE = DifferenceStep.__table__.c
MANAGERS = frozenset({Role.CM, Role.TPPM})
PROVIDERS = frozenset({Role.PRIME_MANAGER, Role.ADVISER_MANAGER})


@dataclass(frozen=True, slots=True)
class About:
    """Which contract and which two sides of it, each DATASET:SOURCE."""

    contract: str
    left: str
    right: str


class Refused(CallError):  # noqa: N818 - it names what happened, as NotYoursError is one of its kind
    """Some of the steps cannot be taken, so none was; ``why`` says of each why not."""

    def __init__(self, why: Mapping[Key, str], asked: int) -> None:
        """Say how many, and why the first of them not."""
        self.why = dict(why)
        first = next(iter(self.why.values()))
        told = first if asked == 1 else f"{count_of(len(why), 'item', 'items')} of {asked}: {first}"
        super().__init__(f"{told} Nothing was written.")


def hands(scope: Scope, contract_id: int) -> frozenset[Hand]:
    """Give what somebody is to the differences of a contract; nothing where they see no clients."""
    if scope.everything:
        return frozenset(Hand)
    if not (scope.sees_clients(contract_id) and scope.writes_for(contract_id)):
        return frozenset()
    roles = {one.role for one in scope.senders if one.covers(contract_id, WHOLE)}
    found = {Hand.READER}
    found |= {Hand.MANAGER} if roles & MANAGERS else set()
    found |= {Hand.PROVIDER} if roles & PROVIDERS else set()
    return frozenset(found)


def take(
    pen: Pen,
    about: About,
    did: Did,
    wanted: Mapping[Key, Said],
    audience: Audience = Audience.SHARED,
) -> int:
    """Take a step of each of some differences, whole or not at all; give how many.

    Parameters
    ----------
    pen, about
        Who writes, and about which two sides of which contract.
    did, wanted
        What is done, and what is said of each difference.
    audience
        Who reads it; both sides read everything but a note.

    Raises
    ------
    CallError
        If the contract is not the writer's, they see no clients of it, or a step cannot follow.
    Refused
        Which of them cannot, and why.
    """
    if not wanted:
        msg = "Choose at least one item."
        raise CallError(msg)
    place = Place(about.contract, audience)
    with doors.publisher(pen.store, pen.principal) as session:
        contract_id = writing.begin(session, place)
        mine = _mine(doors.scope_of(session), contract_id, about, did)
        standing = _standing(session, contract_id, about)
        login = pen.principal.login
        acts = {
            key: steps.Attempt(did, said, mine, login, audience) for key, said in wanted.items()
        }
        _refuse(standing, acts)
        rows = [_row(standing, key, act, contract_id, about) for key, act in acts.items()]
        writing.write_all(session, DifferenceStep, pen, place, rows)
        journal.with_the_session(session, _deed(about, did, len(rows)), pen.now)
    return len(rows)


def _mine(scope: Scope, contract_id: int, about: About, did: Did) -> frozenset[Hand]:
    """Give what the writer is to the contract; refuse whose hand the step does not lie on."""
    mine = hands(scope, contract_id)
    if not mine:
        msg = f"Contract {about.contract} is not known, or is not yours."
        raise NotYoursError(msg)
    if not mine.intersection(steps.MOVES[did].by):
        raise NotYoursError(steps.NOT_THEIRS[steps.MOVES[did].by[0]])
    return mine


def _deed(about: About, did: Did, many: int) -> Act:
    """Give what the access log says: of which sides, what, and how often; of whom never."""
    return Act(
        action=Deed.WORKLIST,
        subject=f"{about.left} {about.right}",
        contract=about.contract,
        result="made",
        detail=f"{did} {many}",
    )


@dataclass(frozen=True, slots=True)
class _Last:
    """How a difference stands, and the number of its last step, whoever may read that."""

    standing: Standing
    number: int
    answer: str = ""


def _standing(session: Session, contract_id: int, about: About) -> dict[Key, _Last]:
    """Give how every difference of two sides stands about which something was written."""
    rows: Iterable[Any] = session.execute(
        select(*TABLE)
        .where(
            TABLE.contract_id == contract_id,
            TABLE.left_side == about.left,
            TABLE.right_side == about.right,
        )
        .order_by(TABLE.step)
    )
    found: dict[Key, _Last] = {}
    for row in rows:
        key = Key(row.client_id, row.on_date, row.outcome, row.nth)
        before = found.get(key, _Last(Standing(), 0))
        if row.did == Did.NOTED:
            found[key] = _Last(before.standing, row.step, before.answer)
        else:
            found[key] = _Last(_as_standing(row), row.step, row.answer)
    return found


def _as_standing(row: Any) -> Standing:  # noqa: ANN401 - a row of difference_step
    said = Said(
        owner=row.owner,
        due_on=row.due_on,
        reason=row.reason,
        clerical_ref=row.clerical_ref,
        partner=row.partner_client,
    )
    return Standing(State(row.state), said, row.answered_by)


def _refuse(standing: Mapping[Key, _Last], acts: Mapping[Key, steps.Attempt]) -> None:
    nothing = _Last(Standing(), 0)
    why = {
        key: said
        for key, act in acts.items()
        if (said := refusal(standing.get(key, nothing).standing, act))
    }
    if why:
        raise Refused(why, len(acts))


def _row(
    standing: Mapping[Key, _Last], key: Key, act: steps.Attempt, contract_id: int, about: About
) -> Values:
    last = standing.get(key, _Last(Standing(), 0))
    now = after(last.standing, act)
    answer = act.said.text.strip() if act.did is Did.ANSWERED else last.answer
    return {
        "contract_id": contract_id,
        "left_side": about.left,
        "right_side": about.right,
        "client_id": key.client_id,
        "outcome": key.outcome,
        "on_date": key.on,
        "nth": key.nth,
        "step": last.number + 1,
        "did": str(act.did),
        "state": str(now.state),
        "owner": now.said.owner.strip(),
        "due_on": now.said.due_on,
        "reason": now.said.reason,
        "text": act.said.text.strip(),
        "answer": answer,
        "answered_by": now.answered_by,
        "clerical_ref": now.said.clerical_ref.strip(),
        "partner_client": now.said.partner,
    }
