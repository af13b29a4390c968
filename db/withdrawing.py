"""How is a return taken back by its sender, or sent back by the department, each with a reason?

One transaction: the rows, the months covered and every figure that follows from them, under the
contracts' locks, chained like any publication. A preview takes the same road and turns back at the
last step.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from db import doors, registers
from db.chain import KEY_PURPOSE
from db.models import REFERENCE_STREAM, Contract, Submission
from db.publishing import benchmarks, endings, ledger, summaries
from db.publishing.request import CallError, NotYoursError, refuse_identifiers
from db.queries import submissions
from db.queries.ended import PUBLISHED_AS
from monitoring.vocabulary import Ended, Source

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date, datetime

    from sqlalchemy.orm import Session

    from db.publishing.cells import Moved
    from db.publishing.endings import Part
    from db.scope import Scope
    from db.sending import Desk
NOT_YOURS = {
    Ended.WITHDRAWN: (
        "Return {number} is withdrawn by the organisation that sent it, for all of its contracts. "
        "A contract manager sends it back instead."
    ),
    Ended.RETURNED: (
        "Return {number} is not yours to send back{place}. The contract's manager sends returns of "
        "the provider and its partners back; what the department sent is withdrawn."
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Taking:
    """Which return is taken or sent back, why, and for which contracts."""

    submission: int
    reason: str
    contracts: tuple[str, ...] = ()  # sent back for these only; empty: for all that are one's own
    at: datetime | None = None  # when it came to pass, for a sample; else the desk's moment


@dataclass(frozen=True, slots=True)
class After:
    """What stands in one contract once the return is gone."""

    contract: str
    number: int  # the publication
    rows_closed: int
    rows_opened: int
    months: tuple[tuple[date, int | None], ...]  # each with the return that stands then, or none


@dataclass(frozen=True, slots=True)
class Figure:
    """A whole-contract figure that stands otherwise, or no more, once the return is gone."""

    contract: str
    measure: str
    month: date
    before: int | None
    after: int | None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What taking a return back did, or would do."""

    submission: int
    kind: Ended
    reason: str
    contracts: tuple[After, ...]
    figures: tuple[Figure, ...]

    def as_json(self) -> dict[str, Any]:
        """Give it as the terminal prints it."""
        return {
            "submission": self.submission,
            "status": str(self.kind),
            "reason": self.reason,
            "contracts": [
                {
                    "contract": each.contract,
                    "publication": each.number,
                    "rows_closed": each.rows_closed,
                    "rows_opened": each.rows_opened,
                    "months": [
                        {"month": f"{month:%Y-%m}", "stands": stands}
                        for month, stands in each.months
                    ],
                }
                for each in self.contracts
            ],
            "figures_moved": len(self.figures),
        }


def withdraw(desk: Desk, taking: Taking, *, keep: bool = True) -> Outcome:
    """Take a return back for all of its contracts, as one of the organisation that sent it.

    With ``keep`` False nothing is kept: what it would do is told.

    Raises
    ------
    CallError
        If the return is unknown or not the caller's to withdraw, no reason is given, or later
        returns of the same months stand on it.
    """
    return _end(desk, taking, Ended.WITHDRAWN, _all_one_s_own, keep=keep)


def send_back(desk: Desk, taking: Taking, *, keep: bool = True) -> Outcome:
    """Send a return back to its sender for the contracts named, or all that are the caller's.

    Raises
    ------
    CallError
        As for ``withdraw``.
    """
    return _end(desk, taking, Ended.RETURNED, _those_one_manages, keep=keep)


def _end(
    desk: Desk,
    taking: Taking,
    kind: Ended,
    choose: Callable[[Scope, Taking, Mapping[Part, _Named]], list[Part]],
    *,
    keep: bool,
) -> Outcome:
    refuse_identifiers(taking.reason)
    if not taking.reason.strip():
        msg = "Say why: the reason is kept with the return and read by everybody who sees it."
        raise CallError(msg)
    with doors.scoped_session(desk.store, desk.principal) as reading:
        submissions.submission(reading, taking.submission)  # refuses what is not the caller's
    with doors.publisher(desk.store, desk.principal) as session:
        doors.begin_write(session)
        outcome = _write(session, desk, taking, kind, choose)
        if not keep:
            session.rollback()
        return outcome


@dataclass(frozen=True, slots=True)
class _Named:
    """A contract's reference, and whose rows of it would move."""

    reference: str
    senders: frozenset[str]


def _write(
    session: Session,
    desk: Desk,
    taking: Taking,
    kind: Ended,
    choose: Callable[[Scope, Taking, Mapping[Part, _Named]], list[Part]],
) -> Outcome:
    """Close, open again, recount and chain, contract by contract under their locks."""
    one = session.get(Submission, taking.submission)
    if one is None or (kind is Ended.WITHDRAWN and not endings.is_whole(session, one)):
        raise NotYoursError(NOT_YOURS[kind].format(number=taking.submission, place=""))
    doors.lock(session, [part.contract_id for part in endings.parts_of(session, one)])
    known = _named(session, endings.parts_of(session, one))
    parts = choose(doors.scope_of(session), taking, known)
    _refuse(session, parts, known)
    instant = taking.at or desk.now
    numbers = ledger.next_numbers(session, [part.contract_id for part in parts], instant)
    if REFERENCE_STREAM in numbers:
        _, instant = ledger.next_of_reference(session, instant)
    step = ledger.Step(
        kind=PUBLISHED_AS[kind],
        submission_id=one.submission_id,
        by_user=desk.principal.login,
        published_at=instant,
        recorded_at=desk.now,
        detail=f"{one.dataset} from {one.source}",
    )
    endings.write_endings(session, numbers, step, str(kind), taking.reason.strip())
    rows = {part: endings.turn_back(session, part, numbers[part.contract_id]) for part in parts}
    summing = summaries.Summing(session, numbers, registers.programmes(session))
    moved = _recount(session, summing, parts)
    ledger.write_publications(session, numbers, step, desk.store.key(KEY_PURPOSE))
    benchmarks.refresh(summing, step, desk.store)
    names = {part.contract_id: named.reference for part, named in known.items()}
    after = tuple(_after(session, part, names, numbers, rows[part]) for part in parts)
    figures = tuple(Figure(names[each.contract_id], *each[1:]) for each in sorted(moved))
    return Outcome(one.submission_id, kind, taking.reason.strip(), after, figures)


def _recount(session: Session, summing: summaries.Summing, parts: list[Part]) -> list[Moved]:
    """Bring every figure that followed from the return to what follows without it."""
    covered = {month for part in parts for month in endings.months_of(session, part)}
    return summaries.refresh(summing, parts[0].dataset, Source(parts[0].source), covered)


def _after(
    session: Session,
    part: Part,
    names: Mapping[int, str],
    numbers: Mapping[int, int],
    rows: tuple[int, int],
) -> After:
    stands = endings.standing_over(session, [part])
    months = endings.months_of(session, part)
    told = tuple((month, stands.get((part.contract_id, month))) for month in months)
    return After(names[part.contract_id], numbers[part.contract_id], *rows, told)


def _named(session: Session, parts: list[Part]) -> dict[Part, _Named]:
    ids = [part.contract_id for part in parts]
    rows = session.execute(
        select(Contract.contract_id, Contract.reference).where(Contract.contract_id.in_(ids))
    )
    names = {row.contract_id: row.reference for row in rows}
    return {
        part: _Named(
            names.get(part.contract_id, ""), frozenset(endings.senders_in(session, part))
        )
        for part in parts
    }


def _all_one_s_own(scope: Scope, taking: Taking, known: Mapping[Part, _Named]) -> list[Part]:
    """Give every contract of the return; all of them must be the caller's to send for."""
    _refuse_over(taking, known)
    for part, named in known.items():
        if not all(
            scope.may_send(part.dataset, part.source, part.contract_id, sender)
            for sender in named.senders
        ):
            raise NotYoursError(NOT_YOURS[Ended.WITHDRAWN].format(number=part.submission))
    return list(known)


def _those_one_manages(scope: Scope, taking: Taking, known: Mapping[Part, _Named]) -> list[Part]:
    """Give the contracts named, or all for which the caller may send a return back."""
    _refuse_over(taking, known)
    mine = [part for part in known if scope.may_send_back(part.source, part.contract_id)]
    references = {known[part].reference for part in mine}
    strange = sorted(set(taking.contracts) - references)
    if strange or not mine:
        place = f" for contract {strange[0]}" if strange else ""
        raise NotYoursError(NOT_YOURS[Ended.RETURNED].format(number=taking.submission, place=place))
    wanted = taking.contracts or references
    return [part for part in mine if known[part].reference in wanted]


def _refuse_over(taking: Taking, known: Mapping[Part, _Named]) -> None:
    if not known:
        msg = f"Return {taking.submission} stands no more: it was withdrawn or sent back already."
        raise CallError(msg)


def _refuse(session: Session, parts: list[Part], known: Mapping[Part, _Named]) -> None:
    """Refuse while later returns stand on it, or where it can never go."""
    for part in parts:
        never = endings.may_not_go(session, part, known[part].reference)
        if never:
            raise CallError(never)
        later = endings.in_the_way(session, part)
        if later:
            first = ", then ".join(str(number) for number in later)
            many = "s" if len(later) > 1 else ""
            msg = (
                f"Return {part.submission} cannot go before the later return{many} over it in "
                f"contract {known[part].reference}: {first}. Withdraw or send back "
                f"{'those' if many else 'that one'} first."
            )
            raise CallError(msg)
