"""How does a return stop standing? Its open rows close, and those it closed are opened again.

What was known before stays known: nothing is taken out, and the copies say in which file they
came. Only the last standing return of its months can go, or its rows would lie under others.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, func, insert, literal, null, or_, select, update
from sqlalchemy.orm import aliased

from db.models import FACTS, Ending, Submission, SubmissionContract, SubmissionMonth
from db.models.facts import key_columns
from db.publishing.guards import is_original, kinds_of_sets
from db.queries.destroyed import without_people
from db.queries.ended import ended
from monitoring import datasets
from monitoring.retention import about_people
from monitoring.vocabulary import ProfileKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from sqlalchemy import ColumnElement, FromClause, Table
    from sqlalchemy.orm import Session

    from db.publishing.ledger import Step

ORIGINAL = (
    "Return {number} holds figures of the original profile, which cannot be removed. "
    "Send the new figures as another set."
)
TERMS = (
    "Return {number} holds the only terms of contract {contract}, under which everything else of "
    "it stands. Send corrected terms instead."
)
DESTROYED = (
    "The rows of return {number} for contract {contract} were destroyed under the retention "
    "schedule, and what was counted from them stands for good."
)


@dataclass(frozen=True, slots=True)
class Part:
    """What a return is in one contract."""

    submission: int
    contract_id: int
    dataset: str
    source: str
    sender: str
    number: int  # the publication it was

    @property
    def fact(self) -> Table:
        """Give the table its rows stand in."""
        return FACTS[self.dataset]

    def of_source(self, fact: FromClause) -> ColumnElement[bool]:
        """Give the condition that a fact is of the contract and source."""
        return and_(fact.c.contract_id == self.contract_id, fact.c.source == self.source)

    def open_rows(self, fact: FromClause) -> ColumnElement[bool]:
        """Give the condition that a fact is one of the return's own that stand."""
        mine = fact.c.submission_id == self.submission
        return and_(self.of_source(fact), mine, fact.c.known_to.is_(None))

    def closed_rows(self, fact: FromClause) -> ColumnElement[bool]:
        """Give the condition that a fact is one the return closed."""
        return and_(self.of_source(fact), fact.c.known_to == self.number)


def parts_of(session: Session, submission: Submission) -> list[Part]:
    """Give what a return is in each of the contracts in which it still stands."""
    line = SubmissionContract
    rows = session.execute(
        select(line.contract_id, line.sender, line.number)
        .where(
            line.submission_id == submission.submission_id,
            ~ended(line.submission_id, line.contract_id),
        )
        .order_by(line.contract_id)
    )
    return [
        Part(
            submission.submission_id,
            row.contract_id,
            submission.dataset,
            submission.source,
            row.sender,
            row.number,
        )
        for row in rows
    ]


def is_whole(session: Session, submission: Submission) -> bool:
    """Say whether the publisher knows of every contract a return is about.

    The walls of PostgreSQL keep the lines of other contracts from a publisher, so their rows are
    what is missing.
    """
    line = SubmissionContract
    seen = session.scalar(
        select(func.sum(line.rows_stored)).where(line.submission_id == submission.submission_id)
    )
    return seen == submission.rows_stored


def senders_in(session: Session, part: Part) -> set[str]:
    """Give whose rows would close or be opened again: arrangements, or nobody in particular."""
    fact = part.fact
    touched = or_(part.open_rows(fact), part.closed_rows(fact))
    return {part.sender, *session.scalars(select(fact.c.sender).where(touched).distinct())}


def months_of(session: Session, part: Part) -> list[date]:
    """Give the months a return covers in a contract."""
    rows = session.scalars(
        select(SubmissionMonth.month)
        .where(
            SubmissionMonth.contract_id == part.contract_id,
            SubmissionMonth.submission_id == part.submission,
        )
        .order_by(SubmissionMonth.month)
    )
    return list(rows)


def in_the_way(session: Session, part: Part) -> list[int]:
    """Give the later returns that must go first, the last of them first."""
    months = months_of(session, part)
    found = {
        number
        for number, theirs in _later(session, part).items()
        if not months or not theirs or not theirs.isdisjoint(months)
    }
    return sorted(found | _over_its_rows(session, part), reverse=True)


def _later(session: Session, part: Part) -> dict[int, set[date]]:
    """Give the later standing returns of the dataset, source and sender, with their months."""
    line, month = SubmissionContract, SubmissionMonth
    same_line = and_(
        month.contract_id == line.contract_id, month.submission_id == line.submission_id
    )
    rows = session.execute(
        select(line.submission_id, line.sender, month.month)
        .join(Submission, Submission.submission_id == line.submission_id)
        .outerjoin(month, same_line)
        .where(
            line.contract_id == part.contract_id,
            line.number > part.number,
            Submission.dataset == part.dataset,
            Submission.source == part.source,
            ~ended(line.submission_id, line.contract_id),
        )
    )
    found: dict[int, set[date]] = {}
    for number, sender, covered in rows:
        if "" in (sender, part.sender) or sender == part.sender:
            found.setdefault(number, set()).update([covered] if covered else [])
    return found


def _over_its_rows(session: Session, part: Part) -> set[int]:
    """Give the standing returns that closed rows of this one, or opened what it had closed."""
    fact, line = part.fact, SubmissionContract
    closers = select(line.submission_id).where(
        line.contract_id == part.contract_id,
        ~ended(line.submission_id, line.contract_id),
        line.number.in_(
            select(fact.c.known_to).where(
                part.of_source(fact),
                fact.c.submission_id == part.submission,
                fact.c.known_to.is_not(None),
            )
        ),
    )
    gone, now = aliased(fact), aliased(fact)
    names = ("contract_id", *key_columns(datasets.dataset(part.dataset)), "source", "sender")
    openers = (
        select(now.c.submission_id)
        .join_from(gone, now, and_(*(gone.c[name] == now.c[name] for name in names)))
        .where(
            part.closed_rows(gone),
            now.c.known_to.is_(None),
            now.c.submission_id != part.submission,
        )
        .distinct()
    )
    return {*session.scalars(closers), *session.scalars(openers)} - {part.submission}


def may_not_go(session: Session, part: Part, contract: str) -> str:
    """Say why a return can never be taken back in a contract; blank where it can."""
    if part.dataset in {"profiles", "profile_sets"} and _holds_original(session, part):
        return ORIGINAL.format(number=part.submission)
    if about_people(part.dataset) and without_people(session, [part.contract_id]):
        return DESTROYED.format(number=part.submission, contract=contract)
    if only_terms(session, part):
        return TERMS.format(number=part.submission, contract=contract)
    return ""


def only_terms(session: Session, part: Part) -> bool:
    """Say whether a contract would be left without terms, and with it all that stands."""
    if part.dataset != "contracts":
        return False
    fact = part.fact
    others = and_(fact.c.known_to.is_(None), fact.c.submission_id != part.submission)
    left = or_(others, fact.c.known_to == part.number)
    return session.scalar(select(literal(1)).where(part.of_source(fact), left).limit(1)) is None


def _holds_original(session: Session, part: Part) -> bool:
    fact = part.fact
    if part.dataset == "profile_sets":
        kinds = select(fact.c.kind).where(part.open_rows(fact)).distinct()
        return ProfileKind.ORIGINAL in set(session.scalars(kinds))
    known = kinds_of_sets(session, [part.contract_id])
    names = session.scalars(select(fact.c.set).where(part.open_rows(fact)).distinct())
    return any(is_original(known, part.contract_id, name) for name in names)


def write_endings(
    session: Session, numbers: Mapping[int, int], step: Step, kind: str, reason: str
) -> None:
    """Write down that a return ended in some contracts; its months are covered by it no more."""
    rows = [
        {
            "contract_id": contract_id,
            "submission_id": step.submission_id,
            "number": number,
            "kind": kind,
            "reason": reason,
            "by_user": step.by_user,
            "at": step.published_at,
        }
        for contract_id, number in sorted(numbers.items())
    ]
    session.execute(insert(Ending), rows)


def turn_back(session: Session, part: Part, number: int) -> tuple[int, int]:
    """Close what the return opened and open again what it closed; give how many rows of each."""
    fact = part.fact
    kept = {"preserve_rowcount": True}  # SQLAlchemy forgets it after an INSERT ... SELECT
    closing = update(fact).where(part.open_rows(fact)).values(known_to=number)
    connection = session.connection()
    closed: Any = connection.execute(closing, execution_options=kept)
    names = [column.name for column in fact.columns]
    place = func.row_number().over(order_by=(fact.c.known_from, fact.c.row_id))
    own = {"known_from": literal(number), "row_id": place, "known_to": null()}
    copies = select(*(own.get(name, fact.c[name]) for name in names)).where(part.closed_rows(fact))
    opened: Any = connection.execute(
        insert(fact).from_select(names, copies), execution_options=kept
    )
    return closed.rowcount, opened.rowcount


def standing_over(session: Session, parts: Iterable[Part]) -> Mapping[tuple[int, date], int]:
    """Give, by contract and month, the latest return that stands of the same kind; none: absent."""
    found: dict[tuple[int, date], int] = {}
    for part in parts:
        months = months_of(session, part)
        line, month = SubmissionContract, SubmissionMonth
        rows = session.execute(
            select(month.month, func.max(month.submission_id))
            .join(
                line,
                and_(
                    line.contract_id == month.contract_id,
                    line.submission_id == month.submission_id,
                ),
            )
            .join(Submission, Submission.submission_id == month.submission_id)
            .where(
                month.contract_id == part.contract_id,
                month.month.in_(months),
                Submission.dataset == part.dataset,
                Submission.source == part.source,
                or_(line.sender.in_(("", part.sender)), literal(part.sender) == ""),
                ~ended(line.submission_id, line.contract_id),
            )
            .group_by(month.month)
        )
        found |= {(part.contract_id, row[0]): row[1] for row in rows}
    return found
