"""What does every report stand on: the contracts in view, their programme, rules and sets?"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pandas as pd

from db import doors, registers, rules
from db.publishing.request import CallError
from db.queries import contracts, figures
from db.reports.asked import must_be_known
from monitoring import parameters, periods
from monitoring.profile_sets import ProfileSet, kind_of, set_for

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date, datetime

    from sqlalchemy.orm import Session

    from db.reports.view import View
    from monitoring.parameters import Setting
    from monitoring.programmes import Measure, Programme

DEFAULT_PROGRAMME = "PLP"
CLOSING = ("return_due_days", "close_days")


@dataclass(frozen=True, slots=True)
class Ground:
    """The contracts of one programme a view is about, and what is in force for them."""

    programme: Programme
    measure: Measure
    contracts: tuple[contracts.Terms, ...]
    settings: Mapping[int, Sequence[Setting]]
    working_date: date
    closed: Mapping[int, set[date]] = field(default_factory=dict)  # months closed by hand

    @property
    def ids(self) -> list[int]:
        """Give the numbers of the contracts."""
        return [each.contract_id for each in self.contracts]

    @property
    def starts(self) -> dict[str, date]:
        """Give each contract's first month, by reference."""
        return {each.reference: each.first_month for each in self.contracts}

    def in_force(self, contract_id: int, code: str) -> parameters.Value:
        """Give a contract's parameter on the working date, or else its programme's default."""
        settings = self.settings.get(contract_id, ())
        own = self.programme.parameters
        return parameters.in_force(settings, code, self.working_date, own)

    def says(self, contract_id: int, code: str) -> bool:
        """Say whether the contract or its programme has set a parameter by the working date."""
        begun = (
            each.code
            for each in self.settings.get(contract_id, ())
            if each.effective_from <= self.working_date
        )
        return code in {*begun, *self.programme.parameters}

    def whole(self, contract_id: int, code: str) -> int:
        """Give a contract's parameter that is a whole number."""
        return int(str(self.in_force(contract_id, code)))

    @property
    def last_due(self) -> dict[str, date]:
        """Give the last month each contract could have returned by the working date."""
        return {
            each.reference: periods.last_due(
                self.working_date, self.whole(each.contract_id, "return_due_days")
            )
            for each in self.contracts
        }

    def provisional(self, rows: pd.DataFrame) -> pd.Series[Any]:
        """Say which rows (``contract``, ``month``) are of months not closed on the working date.

        A month closes its days after the return fell due, or when it is closed by hand.
        """
        days = {
            each.reference: sum(self.whole(each.contract_id, code) for code in CLOSING)
            for each in self.contracts
        }
        own = rows["contract"].map(days)
        open_still = pd.Series(data=False, index=rows.index)
        for total in set(days.values()):
            late = periods.provisional(rows["month"], self.working_date, total, 0)
            open_still |= own.eq(total) & late
        return open_still & ~self._closed_by_hand(rows)

    def _closed_by_hand(self, rows: pd.DataFrame) -> pd.Series[Any]:
        pairs = [
            (each.reference, pd.Timestamp(month))
            for each in self.contracts
            for month in self.closed.get(each.contract_id, ())
        ]
        keys = pd.MultiIndex.from_frame(rows[["contract", "month"]])
        closed = keys.isin(pairs) if pairs and len(rows) else False
        return pd.Series(closed, index=rows.index)


def grounds(session: Session, view: View, now: datetime) -> list[Ground]:
    """Give the ground of each programme in view: all of the caller's, unless one is named.

    Raises
    ------
    CallError
        If the contract, programme or measure is unknown or not the caller's.
    """
    known = registers.programmes(session)
    if view.programme is not None and view.programme not in known:
        msg = f"There is no programme {view.programme}. Known are {', '.join(known)}."
        raise CallError(msg)
    ids = [registers.contract_id(session, view.contract)] if view.contract else None
    rows = contracts.terms(session, ids, view.as_at, view.programme)
    numbers = [each.contract_id for each in rows]
    must_be_known(session, view, numbers, known)
    settings = registers.settings_of(session, numbers, view.as_at)
    closed = rules.closed_months(session, numbers, view.as_at)
    found = []
    for programme in known.values():
        mine = tuple(each for each in rows if each.programme == programme.code)
        measure = _measure(
            programme, view, wanted=bool(mine) and bool(view.contract or view.programme)
        )
        if mine and measure is not None:
            clock = view.as_at or now
            day = registers.working_date(programme, clock)
            if view.as_at is not None:
                day = min(day, view.as_at.date())
            found.append(Ground(programme, measure, mine, settings, day, closed))
    return found


def _measure(programme: Programme, view: View, *, wanted: bool) -> Measure | None:
    """Give the measure in view; None where another programme's is meant."""
    code = view.measure or programme.headline
    if code in programme.by_code:
        return programme.by_code[code]
    if wanted:
        msg = f"{code} is not a measure of programme {programme.code}."
        raise CallError(msg)
    return None


def profile_sets(
    session: Session, ground: Ground, names: Mapping[str, Sequence[str]], as_at: datetime | None
) -> dict[tuple[str, str], ProfileSet]:
    """Give every set the contracts have profiles in, declared or not."""
    scope = doors.scope_of(session)
    whole = {each.reference for each in ground.contracts if scope.sees_whole(each.contract_id)}
    declared = {
        (each.contract, each.name): each
        for each in figures.declared_sets(session, ground.ids, as_at)
    }
    found = {}
    for contract, sets in names.items():
        for name in sets:
            said = declared.get((contract, name))
            found[contract, name] = ProfileSet(
                name,
                kind_of(name, said.kind if said else None),
                author=said.author if said else "",
                authority=said.authority if said else "",
                rationale=said.rationale if said else "",
                effective_from=said.effective_from if said else None,
                provider_agreed_on=said.provider_agreed_on if said else None,
                told=contract in whole,
            )
    return found


def set_in_view(
    ground: Ground, terms: contracts.Terms, view: View, available: Sequence[str]
) -> str:
    """Give the set a contract is shown against: the one asked for, else its monitoring basis."""
    if view.set is not None:
        return view.set
    return set_for(str(ground.in_force(terms.contract_id, "monitoring_basis")), available)
