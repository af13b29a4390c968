"""How is a parameter set, and a month closed? Each is a publication of its contract."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from sqlalchemy import insert, select, update

from db import doors, registers
from db.chain import KEY_PURPOSE
from db.models import Contract, ContractParameter, Publication
from db.publishing import benchmarks, ledger, summaries, ways
from db.publishing.request import CallError, NotYoursError, refuse_identifiers
from db.queries import contracts
from monitoring import parameters, periods

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from db.scope import Principal
    from db.store import Store
    from monitoring.programmes import Programme

CLOSE = "close"
PARAMETER = "parameter"
THRESHOLDS = ("on_profile_from", "below_from")


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
    refuse_identifiers(setting.authority, setting.text)
    if not setting.authority:
        msg = "Say on whose authority the rule changes (--authority)."
        raise CallError(msg)
    with doors.publisher(store, principal) as session:
        doors.begin_write(session)
        number = _begin(session, contract)
        programme = _programme_of(session, number)
        _refuse_measure(programme, setting.code)
        _refuse_contradiction(session, number, setting, programme)
        step = _step(principal, PARAMETER, f"{setting.code} from {setting.effective_from}", now)
        numbers = ledger.next_numbers(session, [number], now)
        _write_setting(session, number, setting, numbers[number], principal.login)
        summing = summaries.Summing(session, numbers, registers.programmes(session))
        if setting.code in ways.CODES:
            summaries.recount(summing)
        if setting.code.startswith(parameters.BANDS_PREFIX):
            summaries.by_band(summing)
        ledger.write_publications(session, numbers, step, store.key(KEY_PURPOSE))
        benchmarks.refresh(summing, step, store)
        return numbers[number]


def _write_setting(
    session: Session, number: int, setting: parameters.Setting, publication: int, by: str
) -> None:
    """Close the value that stood from the same day, if one did, and add the new one."""
    table = ContractParameter
    session.execute(
        update(table)
        .where(
            table.contract_id == number,
            table.code == setting.code,
            table.valid_from == setting.effective_from,
            table.known_to.is_(None),
        )
        .values(known_to=publication)
    )
    session.execute(
        insert(table).values(
            contract_id=number,
            code=setting.code,
            valid_from=setting.effective_from,
            known_from=publication,
            value=setting.text,
            authority=setting.authority,
            entered_by=by,
        )
    )


def close_month(
    store: Store, principal: Principal, contract: str, month: date, now: datetime
) -> int:
    """Close a contract's month; later figures for it are restatements. Give the publication.

    Raises
    ------
    CallError
        If the contract is not the caller's to close months of, or the month is not one of its own
        that has ended, or is closed already.
    """
    with doors.publisher(store, principal) as session:
        doors.begin_write(session)
        number = _begin(session, contract)
        _refuse_month(session, number, month, now)
        if month in closed_months(session, [number]).get(number, ()):
            msg = f"{month:%B %Y} of contract {contract} is closed already."
            raise CallError(msg)
        numbers = ledger.next_numbers(session, [number], now)
        step = _step(principal, CLOSE, f"{month:%Y-%m}", now)
        ledger.write_publications(session, numbers, step, store.key(KEY_PURPOSE))
        return numbers[number]


def closed_months(
    session: Session, ids: Sequence[int], as_at: datetime | None = None
) -> dict[int, set[date]]:
    """Give the months that were closed by an instant (None: now), for each contract."""
    query = select(Publication.contract_id, Publication.detail).where(
        Publication.contract_id.in_(ids), Publication.kind == CLOSE
    )
    if as_at is not None:
        query = query.where(Publication.published_at <= as_at)
    found: dict[int, set[date]] = {}
    for contract_id, detail in session.execute(query):
        found.setdefault(contract_id, set()).add(date.fromisoformat(f"{detail}-01"))
    return found


def _refuse_month(session: Session, number: int, month: date, now: datetime) -> None:
    """Refuse a month that is none of the contract's, or has not ended on the working date."""
    terms = contracts.terms(session, [number])[0]
    if month < terms.first_month or (terms.last_month and month > terms.last_month):
        msg = f"{month:%B %Y} is not a month of contract {terms.reference}."
        raise CallError(msg)
    day = registers.working_date(_programme_of(session, number), now)
    if month > periods.last_ended(day):
        msg = f"{month:%B %Y} has not ended on the working date, {day:%d %B %Y}."
        raise CallError(msg)


def _programme_of(session: Session, number: int) -> Programme:
    name = session.scalar(select(Contract.programme).where(Contract.contract_id == number))
    return registers.programmes(session)[str(name)]


def _refuse_measure(programme: Programme, code: str) -> None:
    """Refuse a target for what is no rate of the contract's programme, or limits of no measure."""
    anew = code.removeprefix(parameters.REBASE_PREFIX)
    if anew != code and anew not in programme.by_code:
        known = ", ".join(programme.by_code)
        msg = f"{code} names no measure of programme {programme.code}. Its measures are {known}."
        raise CallError(msg)
    if not code.startswith(parameters.TARGET_PREFIX):
        return
    measure = programme.by_code.get(code.removeprefix(parameters.TARGET_PREFIX))
    if measure is None or not measure.is_rate:
        rates = ", ".join(each.code for each in programme.measures if each.is_rate)
        msg = f"{code} names no rate of programme {programme.code}. Its rates are {rates}."
        raise CallError(msg)


def _begin(session: Session, contract: str) -> int:
    """Lock the contract; refuse whoever may not set rules for it with the words for unknown."""
    number = registers.contract_id(session, contract)
    if not doors.scope_of(session).may_send("contracts", "dwp", number):
        msg = f"Contract {contract} is not known, or is not yours."
        raise NotYoursError(msg)
    doors.lock(session, [number])
    return number


def _refuse_contradiction(
    session: Session, number: int, setting: parameters.Setting, programme: Programme
) -> None:
    """Refuse a value that cannot stand with the others in force on its first day.

    Shares of the price are judged when all three have been set from the same day: they are typed
    one after the other, and only the last can make the whole.
    """
    on = setting.effective_from
    standing = registers.settings_of(session, [number]).get(number, [])
    together = [*standing, setting]
    values = {
        code: parameters.in_force(together, code, on, programme.parameters)
        for code in _judged(together, on)
    }
    said = parameters.contradictions(values)
    if said:
        raise CallError(" ".join(said))


def _judged(settings: Sequence[parameters.Setting], on: date) -> list[str]:
    """Give the parameters whose values are held against each other on a day."""
    same_day = {each.code for each in settings if each.effective_from == on}
    shares = parameters.SHARES_OF_VALUE
    return [*THRESHOLDS, *(shares if same_day.issuperset(shares) else ())]


def _step(principal: Principal, kind: str, detail: str, now: datetime) -> ledger.Step:
    return ledger.Step(
        kind=kind,
        submission_id=None,
        by_user=principal.login,
        published_at=now,
        recorded_at=now,
        detail=detail,
    )
