"""Who answers for what, who can be reached where, who held which post, and what did they leave?"""

from __future__ import annotations

import tomllib
from importlib import resources
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from db import registers
from db.models import FACTS, ContactPoint, Publication, Responsibility, RoleAssignment, User
from db.models import Handover as HandoverRow
from db.queries.governance.written import one_contract, rows, writer
from db.queries.knowledge import LONDON
from monitoring.audiences import Audience
from monitoring.governance.handing_over import Contact, Handover, Held
from monitoring.governance.parties import Party
from monitoring.governance.responsibilities import (
    Cell,
    Matrix,
    Override,
    Process,
    matrix_from,
    overridden,
)
from monitoring.vocabulary import Role

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from sqlalchemy.orm import Session

POSTS = {"cm": "Contract manager", "tppm": "Third party provision manager"}


def shipped_matrix(programme: str) -> tuple[Process, ...]:
    """Give a programme's own matrix; empty where none is shipped."""
    file = resources.files("db") / "reference_data" / "responsibilities" / f"{programme}.toml"
    if not file.is_file():
        return ()
    return matrix_from(tomllib.loads(file.read_text(encoding="utf-8")))


def matrix(session: Session, contract: str, as_at: datetime | None = None) -> Matrix:
    """Give a contract's responsibilities: its programme's, and what it agreed otherwise."""
    contracts = one_contract(session, contract)
    programme = registers.programme_of(session, next(iter(contracts))).code
    found = rows(session, Responsibility, contracts, as_at, "process", "party", "step")
    last = {(row.process, row.party): row for row in found}
    return overridden(shipped_matrix(programme), [_override(row) for row in last.values()])


def _override(row: Any) -> Override:  # noqa: ANN401 - a row of responsibility
    cell = Cell(row.letter, row.text)
    return Override(row.process, Party(row.party), cell, row.by_user, row.at, writer(row))


def contacts(session: Session, contract: str, as_at: datetime | None = None) -> list[Contact]:
    """Give whom to reach, by party and level; those that ended are left out."""
    contracts = one_contract(session, contract)
    found = rows(session, ContactPoint, contracts, as_at, "contact_id", "step")
    last = {row.contact_id: _contact(row, contracts) for row in found}
    standing = [each for each in last.values() if not each.ended]
    order = list(Party)
    return sorted(standing, key=lambda each: (order.index(each.party), each.level, each.number))


def _contact(row: Any, contracts: Mapping[int, str]) -> Contact:  # noqa: ANN401 - a row of contact_point
    return Contact(
        contracts[row.contract_id],
        row.contact_id,
        Party(row.party),
        row.level,
        row.post,
        row.address,
        row.ended,
        Audience(row.audience),
        row.at,
    )


def handovers(
    session: Session, contracts: Mapping[int, str], as_at: datetime | None = None
) -> list[Handover]:
    """Give the hand-over notes of some contracts, the latest first."""
    found = [
        Handover(
            contracts[row.contract_id],
            row.handover_id,
            Role(row.role),
            row.from_user,
            row.to_user,
            row.on_date,
            row.text,
            Audience(row.audience),
            row.at,
            writer(row),
        )
        for row in rows(session, HandoverRow, contracts, as_at, "handover_id")
    ]
    return sorted(found, key=lambda each: (each.on_date, each.number), reverse=True)


def labels(session: Session, contract: str) -> list[Held]:
    """Give who the register named as contract manager and provision manager, and since when."""
    number = next(iter(one_contract(session, contract)))
    table = FACTS["contracts"].c
    same = (Publication.contract_id == table.contract_id) & (Publication.number == table.known_from)
    query = (
        select(Publication.published_at, table.cm, table.tppm)
        .join_from(FACTS["contracts"], Publication, same)
        .where(table.contract_id == number)
        .order_by(table.known_from)
    )
    told = [(row[0].astimezone(LONDON).date(), row) for row in session.execute(query)]
    return [
        each for place, post in enumerate(POSTS.values(), 1) for each in _spells(told, place, post)
    ]


def _spells(told: list[tuple[date, Any]], place: int, post: str) -> list[Held]:
    """Give the spells in which one name stood for a post, the latest first."""
    spells: list[Held] = []
    for day, row in told:
        name = row[place] or ""
        if spells and spells[-1].who == name:
            continue
        if spells:
            spells[-1] = Held(post, spells[-1].who, "", spells[-1].since, day)
        spells.append(Held(post, name, "", day, None))
    return [each for each in reversed(spells) if each.who]


def assignments(session: Session, contract: str) -> list[Held]:
    """Give who held a role over a contract by name, as far as the reader sees other people's roles.

    An administrator and an auditor see everybody's, others their own.
    """
    one_contract(session, contract)
    query = (
        select(RoleAssignment, User.display_name)
        .join(User, User.user_id == RoleAssignment.user_id)
        .where(RoleAssignment.contract == contract)
        .order_by(RoleAssignment.role, RoleAssignment.assignment_id.desc())
    )
    return [
        Held(row.role, name, row.contract, row.valid_from, row.valid_to)
        for row, name in session.execute(query)
    ]
