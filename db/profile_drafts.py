"""Which profile sets is somebody drawing up? Kept beside the store, and read by nobody else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from db import doors, registers, sending, variations
from db.models import ProfileDraft
from db.publishing.request import CallError, NotYoursError, Sending
from db.reports.sets_of import figures_by_set
from db.variations import Proposal
from monitoring import reprofiling
from monitoring.profile_sets import ORIGINAL
from monitoring.variations import What
from monitoring.vocabulary import ProfileKind, Source

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

    from db.publishing.request import Answer
    from db.scope import Principal
    from db.sending import Desk
    from db.store import Store
    from db.writing import Pen
    from monitoring.reprofiling import Draft, Key, Months

MOST_LETTERS = 80
PARTIES = "The department and the provider"


def keep(store: Store, principal: Principal, draft: Draft, now: datetime) -> None:
    """Keep a draft for its author.

    Raises
    ------
    CallError
        If it is named like the original or not at all, or the contract is not the author's.
    """
    refuse_name(draft.name)
    with doors.scoped_session(store, principal) as session:
        registers.contract_id(session, draft.contract)
    with doors.journal(store) as journal:
        journal.merge(
            ProfileDraft(
                login=principal.login,
                contract=draft.contract,
                name=draft.name,
                content=reprofiling.draft_text(draft),
                at=now,
            )
        )


def refuse_name(name: str) -> None:
    """Refuse a name that a set drawn up later cannot bear."""
    if not name.strip() or len(name) > MOST_LETTERS:
        msg = f"Give the set a name of at most {MOST_LETTERS} letters."
        raise CallError(msg)
    if name == ORIGINAL:
        msg = "The original profile cannot be changed. Give the new set a name of its own."
        raise CallError(msg)


def drafts(store: Store, principal: Principal, contract: str) -> list[Draft]:
    """Give a person's own drafts of a contract, the latest first."""
    with doors.journal(store) as journal:
        rows = journal.scalars(
            select(ProfileDraft)
            .where(ProfileDraft.login == principal.login, ProfileDraft.contract == contract)
            .order_by(ProfileDraft.at.desc())
        )
        return [reprofiling.draft_of(row.content) for row in rows]


def forget(store: Store, principal: Principal, contract: str, name: str) -> None:
    """Let go of a draft."""
    with doors.journal(store) as journal:
        row = journal.get(ProfileDraft, (principal.login, contract, name))
        if row is not None:
            journal.delete(row)


def share(desk: Desk, draft: Draft) -> tuple[Answer, Answer]:
    """Publish a draft as a profile set with its profiles, both or neither; give both receipts.

    Raises
    ------
    CallError
        If the person may not send profile sets for the contract.
    """
    refuse_name(draft.name)
    with doors.scoped_session(desk.store, desk.principal) as session:
        number = registers.contract_id(session, draft.contract)
        if not doors.scope_of(session).may_send("profile_sets", Source.DWP, number):
            msg = "Only the department shares a profile set. Propose it as a variation instead."
            raise NotYoursError(msg)
    figures = _sending(draft, "profiles", reprofiling.profiles_file(draft))
    said = _sending(draft, "profile_sets", reprofiling.set_file(draft))
    if draft.kind is ProfileKind.REVISED_CONTRACTUAL:  # held against the figures that stand by then
        shared, declared = sending.send_together(desk, [figures, said])
    else:
        declared, shared = sending.send_together(desk, [said, figures])
    return declared, shared


def propose(pen: Pen, draft: Draft, reference: str, before: dict[Key, Months]) -> None:
    """Propose a draft as a variation: its figures go to both sides as they are."""
    refuse_name(draft.name)
    of_draft = {key: months for key, months in before.items() if key in draft.figures}
    variations.propose(
        pen,
        draft.contract,
        Proposal(
            reference=reference,
            kind=What.PROFILE,
            reason=draft.rationale,
            before=reprofiling.to_text(of_draft),
            after=reprofiling.to_text(draft.figures),
            set=draft.name,
            parties=PARTIES,
            dated=draft.effective_from,
        ),
    )


def figures_of_set(
    session: Session, contract: str, name: str, as_at: datetime | None = None
) -> dict[Key, Months]:
    """Give every figure of a contract's set for the whole contract."""
    number = registers.contract_id(session, contract)
    return figures_by_set(session, number, as_at).get(name, {})


def _sending(draft: Draft, dataset: str, data: bytes) -> Sending:
    return Sending(
        dataset=dataset,
        name=f"{draft.name}-{dataset}.csv",
        data=data,
        source=Source.DWP,
        contract=draft.contract,
        confirm_size=True,  # the page shows every month's shift before
        reason=f"Drawn up on the page Profile sets: {draft.rationale}"[:500],
    )
