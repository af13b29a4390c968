"""What may leave for anybody's eyes: figures and client mix under tokens, with no small number?

Contracts are called by tokens made with a key of this export, which is thrown away with it: two
exports cannot be joined by them. Hidden and rounded for every reader alike, whatever they see
themselves (requirements.md DPR-10; docs/adr/0024).
"""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import pandas as pd

from db import doors
from db.publishing.request import CallError
from db.queries import client_mix as queries
from db.queries.figures import Level
from db.reports import breakdowns, mix
from db.reports.breakdowns import SmallNumbers
from db.reports.ground import grounds
from db.reports.profile import chosen_actuals
from db.reports.view import Report, View
from monitoring.client_mix import Dimension
from monitoring.disclosure import Hidden
from monitoring.periods import By

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

    from db.reports.ground import Ground
    from db.scope import Scope

FIGURES, MIX = "anonymised-figures", "anonymised-mix"
ROUNDED_TO = 5
"""What counts that leave are rounded to (reliability.md 1.6)."""

MEANINGS = {
    "token": "a contract, under a name that holds in this export only and means nothing",
    "programme": "the programme it belongs to",
    "month": "the month",
    "measure": "the measure's code",
    "value": f"the count, to the nearest {ROUNDED_TO}; null where hidden, which is not 0",
    "dimension": mix.DEFINITIONS["dimension"],
    "starts": f"starts of clients with the value, to the nearest {ROUNDED_TO}; null where hidden",
    "recorded": f"starts with the dimension on record, to the nearest {ROUNDED_TO}",
    "share": "starts over recorded, both as they stand here; null where hidden",
    "shown": mix.DEFINITIONS["shown"],
    "reason": mix.DEFINITIONS["reason"],
}
OF_FIGURES = ("token", "programme", "month", "measure", "value", "shown", "reason")
OF_MIX = ("token", "programme", "dimension", "value", "starts", "recorded", "share", "shown",
          "reason")  # fmt: skip
COLUMNS = {FIGURES: OF_FIGURES, MIX: OF_MIX}
LEFT_OUT = (
    "names of contracts, organisations, areas, offices and sites",
    "references of clients, advisers and employers",
    "free text and notes",
    "prices, payments, profiles and targets",
    "arrangements and client categories",
    "totals and rates, from which a hidden count could be worked out",
    "dates finer than months, and the day on which anything was known",
)
WITHOUT_READINESS = "readiness bands, which leave the organisation only where that is authorised"
RECOGNISED = (
    "Who holds a contract's figures already can recognise it by them. Give this to nobody who "
    "should not know that."
)
REFUSED = "An anonymised export is made by the national team, evaluators and administrators."


@dataclass(frozen=True, slots=True)
class Anonymised:
    """The sheets of one export, what was left out of it, and on whose word bands are in it."""

    sheets: tuple[Report, ...]
    left_out: tuple[str, ...]
    authority: str


def anonymised(session: Session, view: View, now: datetime, authority: str = "") -> Anonymised:
    """Give the sheets of an anonymised export of the contracts in view.

    ``authority`` says who allowed readiness bands to leave; without it they stay.

    Raises
    ------
    CallError
        If it is not the caller's to make, or the view names something unknown.
    """
    if not may_make(doors.scope_of(session)):
        raise CallError(REFUSED)
    key = secrets.token_bytes(32)
    whole = View(programme=view.programme, contract=view.contract, as_at=view.as_at)
    sheets = (_figures(session, whole, now, key), _mix(session, whole, now, key, authority))
    left = LEFT_OUT if authority else (*LEFT_OUT, WITHOUT_READINESS)
    return Anonymised(
        tuple(breakdowns.checked(session, each) for each in sheets), left, authority
    )


def may_make(scope: Scope) -> bool:
    """Say whether a person may make an anonymised export."""
    return scope.anonymises


def _token(key: bytes, ground: Ground, number: int) -> str:
    told = f"{ground.programme.code}\x00{number}".encode()
    return "C-" + hashlib.blake2b(told, key=key, digest_size=6).hexdigest()


def _figures(session: Session, view: View, now: datetime, key: bytes) -> Report:
    """Give every count of every contract and month, hidden where small and else rounded."""
    parts: list[pd.DataFrame] = []
    limits: list[int] = []
    for ground in grounds(session, view, now):
        named = {each.reference: each.contract_id for each in ground.contracts}
        tokens = {name: _token(key, ground, number) for name, number in named.items()}
        rules = {name: _rule(ground, number) for name, number in named.items()}
        counts = sorted(ground.programme.counts)
        found = chosen_actuals(session, ground, view, Level(), counts)
        known = found[found["actual"].notna()]
        limits += [rule.limit for rule in rules.values()]
        rows = [
            (tokens[one], ground.programme.code, month, measure, *_counted(int(count), rules[one]))
            for one, month, measure, count in zip(
                known["contract"], known["month"], known["measure"], known["actual"], strict=True
            )
        ]
        parts.append(pd.DataFrame(rows, columns=list(OF_FIGURES)))
    return _report(FIGURES, parts, limits, view, now)


def _counted(count: int, rule: SmallNumbers) -> tuple[int | None, str, str | None]:
    """Give a count as it leaves, how it is shown and why it is hidden, if it is."""
    why = Hidden.SMALL if count < rule.limit else Hidden.NO
    if why is Hidden.SMALL:
        return None, breakdowns.label(why, rule.limit), breakdowns.reason(why, rule.limit)
    shown = breakdowns.rounded(count, rule.to)
    return shown, f"{shown:,}", None


def _mix(session: Session, view: View, now: datetime, key: bytes, authority: str) -> Report:
    """Give who the clients of each contract are, as a reader without sight of them is told."""
    parts: list[pd.DataFrame] = []
    limits: list[int] = []
    with queries.counting(session) as counting:
        for ground, each in mix.with_starts(session, counting, view, now):
            rule = _rule(ground, each.contract_id)
            limits.append(rule.limit)
            part = mix.hidden(counting, each.contract_id, view, rule)
            if not authority and len(part):
                part = part[part["dimension"] != Dimension.READINESS]
            token = _token(key, ground, each.contract_id)
            parts.append(part.assign(token=token, programme=ground.programme.code))
    return _report(MIX, parts, limits, view, now)


def _rule(ground: Ground, number: int) -> SmallNumbers:
    """Give the rule for what leaves: the contract's limit, and rounded at least to five."""
    limit = max(ground.whole(number, breakdowns.LIMIT), ROUNDED_TO)
    return SmallNumbers(limit, max(ground.whole(number, breakdowns.ROUNDING), ROUNDED_TO))


def _report(
    name: str, parts: list[pd.DataFrame], limits: list[int], view: View, now: datetime
) -> Report:
    """Give a sheet, in the order of its tokens: no other order tells which contract is which."""
    columns = COLUMNS[name]
    full = [part for part in parts if len(part)]
    frame = pd.concat(full, ignore_index=True) if full else pd.DataFrame(columns=list(columns))
    order = [one for one in ("token", "measure", "month") if one in columns]
    said = replace(view, contract=None, as_at=None).parameters() | {
        "by": str(By.MONTH if "month" in columns else By.TOTAL),
        "hidden_under": min(limits, default=0),
        "rounded_to": ROUNDED_TO,
    }
    return Report(
        name,
        said,
        view.as_at or now,
        {one: MEANINGS[one] for one in columns},
        frame.sort_values(order, kind="stable", ignore_index=True).reindex(columns=list(columns)),
        whole=("value",) if name == FIGURES else ("starts", "recorded"),
    )
