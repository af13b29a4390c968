"""How is a parameter set, and a month closed? Each is a publication of its contract."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from sqlalchemy import insert, select, update

from db import doors, registers
from db.chain import KEY_PURPOSE
from db.models import ContractParameter, Publication
from db.publishing import ledger
from db.publishing.locks import lock
from db.publishing.request import CallError
from monitoring import parameters

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from db.scope import Principal
    from db.store import Store

CLOSE = "close"
PARAMETER = "parameter"


def set_parameter(
    store: Store,
    principal: Principal,
    contract: str,
    setting: parameters.Setting,
    now: datetime,
) -> int:
    """Set a contract's parameter from a day on; give the publication's number.

    Raises
    ------
    CallError
        If the contract is not the caller's to set rules for, or the value cannot be.
    """
    try:
        parameters.parse(setting.code, setting.text)
    except parameters.ParameterError as error:
        raise CallError(str(error)) from error
    if not setting.authority:
        msg = "Say on whose authority the rule changes (--authority)."
        raise CallError(msg)
    with doors.publisher(store, principal) as session:
        doors.begin_write(session)
        number = _begin(session, contract)
        _refuse_contradiction(session, number, setting)
        step = _step(principal, PARAMETER, f"{setting.code} from {setting.effective_from}", now)
        numbers = ledger.next_numbers(session, [number], now)
        table = ContractParameter
        session.execute(
            update(table)
            .where(
                table.contract_id == number,
                table.code == setting.code,
                table.valid_from == setting.effective_from,
                table.known_to.is_(None),
            )
            .values(known_to=numbers[number])
        )
        session.execute(
            insert(table).values(
                contract_id=number,
                code=setting.code,
                valid_from=setting.effective_from,
                known_from=numbers[number],
                value=setting.text,
                authority=setting.authority,
                entered_by=principal.login,
            )
        )
        ledger.write_publications(session, numbers, step, store.key(KEY_PURPOSE))
        return numbers[number]


def close_month(
    store: Store, principal: Principal, contract: str, month: date, now: datetime
) -> int:
    """Close a contract's month; later figures for it are restatements. Give the publication."""
    with doors.publisher(store, principal) as session:
        doors.begin_write(session)
        number = _begin(session, contract)
        if month in closed_months(session, [number]).get(number, ()):
            msg = f"{month:%B %Y} of contract {contract} is closed already."
            raise CallError(msg)
        numbers = ledger.next_numbers(session, [number], now)
        step = _step(principal, CLOSE, f"{month:%Y-%m}", now)
        ledger.write_publications(session, numbers, step, store.key(KEY_PURPOSE))
        return numbers[number]


def closed_months(session: Session, ids: Sequence[int]) -> dict[int, set[date]]:
    """Give the months that were closed, for each contract."""
    rows = session.execute(
        select(Publication.contract_id, Publication.detail).where(
            Publication.contract_id.in_(ids), Publication.kind == CLOSE
        )
    )
    found: dict[int, set[date]] = {}
    for contract_id, detail in rows:
        found.setdefault(contract_id, set()).add(date.fromisoformat(f"{detail}-01"))
    return found


def _begin(session: Session, contract: str) -> int:
    """Lock the contract; refuse whoever may not set rules for it with the words for unknown."""
    number = registers.contract_id(session, contract)
    if not doors.scope_of(session).may_send("contracts", "dwp", number):
        msg = f"Contract {contract} is not known, or is not yours."
        raise CallError(msg)
    lock(session, [number])
    return number


def _refuse_contradiction(session: Session, number: int, setting: parameters.Setting) -> None:
    standing = registers.settings_of(session, [number]).get(number, [])
    together = [*standing, setting]
    assumed = registers.programme_of(session, number).parameters
    values = {
        code: parameters.in_force(together, code, setting.effective_from, assumed)
        for code in {each.code for each in together}
        if code in parameters.ALL
    }
    said = parameters.contradictions(values) if len(values) > 1 else []
    if said:
        raise CallError(" ".join(said))


def _step(principal: Principal, kind: str, detail: str, now: datetime) -> ledger.Step:
    return ledger.Step(
        kind=kind,
        submission_id=None,
        by_user=principal.login,
        published_at=now,
        recorded_at=now,
        detail=detail,
    )
