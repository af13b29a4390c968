"""What of both logs is looked for? Every choice stands in the address; a person by their number."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import streamlit as st

from db import people as store_people
from db.audit import timeline
from db.audit.timeline import Place, Sought
from db.scope import OPERATOR
from db.store import Store
from monitoring.narrative import audit as narrative
from pages.shared import address, loaders, pickers
from pages.shared.guard import refuse
from pages.shared.words import sentence

if TYPE_CHECKING:
    from collections.abc import Mapping

    from db.audit.timeline import Found
    from pages.shared.identity import Visitor

EVERY = ""
BEFORE = "before"
RESULTS = ("refused", "shown", "taken", "made", "sent", "needs_confirmation", "published")


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who may have done something."""

    login: str
    name: str


def people(visitor: Visitor) -> dict[str, Person]:
    """Give everybody by their number, which stands in the address in place of a login."""
    with loaders.reading(visitor) as session:
        every = store_people.numbered(session)
    known = {str(number): Person(login, name) for number, login, name in every}
    return {"0": Person(OPERATOR.login, OPERATOR.name), **known}


def refuse_unknown(visitor: Visitor, known: Mapping[str, Person]) -> None:
    """Refuse an address that names a contract or a person there is not."""
    for name, options in (("contract", loaders.contracts(visitor)), ("who", known)):
        if address.asked_for_unknown(name, options):
            refuse(visitor, f"a choice of {name}")


def choose(visitor: Visitor, known: Mapping[str, Person]) -> Sought:
    """Ask what is looked for."""
    contracts = list(loaders.contracts(visitor))
    with pickers.in_a_row():
        names = {number: one.name for number, one in known.items()}
        who = pickers.one("who", "Who", {EVERY: "Everybody"} | names, width=200)
        what = pickers.one("what", "What", {EVERY: "Everything"} | _kinds(), width=160)
        of = {EVERY: "All contracts"} | {each: each for each in contracts}
        contract = pickers.one("contract", "Contract", of, width=140)
        results = {EVERY: "Every result"} | {each: _said(each) for each in RESULTS}
        result = pickers.one("result", "Result", results, width=150)
        first, last = pickers.day("from", "From"), pickers.day("to", "To")
    return Sought(
        who=known[who].login if who else "",
        what=what,
        contract=contract,
        result=result,
        first=first,
        last=last,
        before=Place.read(st.query_params.get(BEFORE, "")),
    )


def read(visitor: Visitor, sought: Sought) -> Found:
    """Give one page of what is looked for."""
    return timeline.found(Store.open(), visitor, sought)


def _kinds() -> dict[str, str]:
    return {kind: _said(kind) for kind in narrative.KINDS}


def _said(code: str) -> str:
    return sentence(code.replace("_", " "))
