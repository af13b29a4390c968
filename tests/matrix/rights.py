"""Who may see what? The rights of every role, from the requirements and from nothing of the code.

Source: requirements.md AT-17 and C.5; DPR-02 (scope by role and district), DPR-03 and FIN-22
(prices: the contract manager, the national team and the provider itself; the payment office pays),
SUP-37 (not those of other partners), ADV-17 (advisers: only inside the organisation that employs
them), MI-12 and SUP-29 (a provision manager reads the figures of the district), DPR-07 (no provider
or partner sees another's), architecture section 5 (an auditor and a Jobcentre see no clients).
"""

from __future__ import annotations

from dataclasses import dataclass

from db.people import Place as Over
from monitoring.vocabulary import Role
from tests.matrix.marks import AUDIENCES, SPOTS, Mark, Spot, found, spelt

DWP, PRIME, PARTNER = "dwp", "prime", "partner"
READ_BY = {
    "dwp": {DWP},
    "prime": {PRIME},
    "partner": {PARTNER},
    "shared": {DWP, PRIME},
    "chain": {PRIME, PARTNER},
    "everyone": {DWP, PRIME, PARTNER},
}
"""Which sides read what is written for an audience."""


@dataclass(frozen=True, slots=True)
class Sees:
    """What a role sees beside rows, counts and names, and on which side it stands."""

    side: str
    clients: bool = False  # case references, and what single people need
    prices: bool = False
    advisers: bool = False


ROLES = {
    Role.CM: Sees(DWP, clients=True, prices=True),
    Role.TPPM: Sees(DWP, clients=True),
    Role.PRIME_MANAGER: Sees(PRIME, clients=True, prices=True, advisers=True),
    Role.ADVISER_MANAGER: Sees(PRIME, clients=True, advisers=True),
    Role.PARTNER_MANAGER: Sees(PARTNER, clients=True, prices=True, advisers=True),
    Role.JOBCENTRE: Sees(DWP),
    Role.PAYMENT_OFFICE: Sees(DWP, clients=True, prices=True),
    Role.NATIONAL: Sees(DWP, prices=True),
    Role.BDC_LIAISON: Sees(DWP, clients=True),
    Role.EVALUATOR: Sees(""),  # nobody's notes
    Role.AUDITOR: Sees(DWP),
    Role.ADMIN: Sees("all", clients=True, prices=True, advisers=True),
}
FIRST, SECOND, THIRD = "CPA-1", "CPA-10", "CPA-3"
EVERY = (FIRST, SECOND, THIRD)


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody with one role: how it is granted, and what that comes to."""

    role: Role
    over: Over
    contracts: tuple[str, ...]  # seen whole
    parts: tuple[Spot, ...] = ()  # seen alone

    @property
    def contracts_known(self) -> set[str]:
        """Give the contracts whose terms are known."""
        return {*self.contracts, *(spot.contract for spot in self.parts)}


def _everywhere(role: Role) -> Person:
    return Person(role, Over(), EVERY)


PEOPLE = {
    "CM": Person(Role.CM, Over(contract=FIRST), (FIRST,)),
    "TPPM": Person(Role.TPPM, Over(district="Area 1"), (FIRST,)),
    "PRIME_MANAGER": Person(Role.PRIME_MANAGER, Over(organisation="Prime 1"), (FIRST, THIRD)),
    "ADVISER_MANAGER": Person(Role.ADVISER_MANAGER, Over(organisation="Prime 1"), (FIRST, THIRD)),
    "PARTNER_MANAGER": Person(
        Role.PARTNER_MANAGER, Over(arrangement=f"{FIRST}:A1"), (), (Spot(FIRST, "A1"),)
    ),
    "JOBCENTRE": Person(Role.JOBCENTRE, Over(district="Area 1"), (FIRST,)),
    **{
        str(role): _everywhere(role)
        for role in (
            Role.PAYMENT_OFFICE, Role.NATIONAL, Role.BDC_LIAISON, Role.EVALUATOR, Role.AUDITOR,
            Role.ADMIN,
        )
    },
}
"""One person a role, by login."""

ELSEWHERE = {
    "cm-10": Person(Role.CM, Over(contract=SECOND), (SECOND,)),
    "cm-3": Person(Role.CM, Over(contract=THIRD), (THIRD,)),
    "tppm-10": Person(Role.TPPM, Over(district="Area 10"), (SECOND,)),
    "prime-10": Person(Role.PRIME_MANAGER, Over(organisation="Prime 10"), (SECOND,)),
    "advisers-10": Person(Role.ADVISER_MANAGER, Over(organisation="Prime 10"), (SECOND,)),
    "jobcentre-10": Person(Role.JOBCENTRE, Over(district="Area 10"), (SECOND,)),
    "partner-a10": Person(
        Role.PARTNER_MANAGER, Over(arrangement=f"{FIRST}:A10"), (), (Spot(FIRST, "A10"),)
    ),
    "partner-both": Person(
        Role.PARTNER_MANAGER,
        Over(organisation="Partner 1"),
        (),
        (Spot(FIRST, "A1"), Spot(SECOND, "A1")),
    ),
    "national-3": Person(Role.NATIONAL, Over(contract=THIRD), (THIRD,)),
    "nobody": Person(Role.NATIONAL, Over(), ()),  # disabled
}
"""The same roles over other contracts, arrangements and organisations."""

EVERYBODY = {**PEOPLE, **ELSEWHERE}
NEEDED = {"client": "clients", "need": "clients", "price": "prices", "adviser": "advisers"}
"""What a kind of stamp asks for beside the place."""


def may_see(person: Person, mark: Mark) -> bool:
    """Say whether a stamp may turn up in anything this person gets."""
    kind, number = mark
    sees = ROLES[person.role]
    whole = [spot.number for spot in SPOTS if spot.contract in person.contracts]
    alone = [spot.number for spot in person.parts]
    if kind == "terms":
        return number in {Spot(one).number for one in person.contracts_known}
    if kind in AUDIENCES:
        return _reads(person, kind, number, [*whole, *alone])
    if kind == "withheld":
        return number in [*whole, *alone] and sees.side in {PRIME, PARTNER, "all"}
    if kind == "staff":  # advisers as their employer, a partner, names them
        return number in [*whole, *alone] and sees.side in {PARTNER, "all"}
    wanted = NEEDED.get(kind)
    return number in [*whole, *alone] and (wanted is None or getattr(sees, wanted))


def _reads(person: Person, audience: str, number: str, places: list[str]) -> bool:
    """Say whether a person is among the readers; what names no arrangement is for all partners."""
    side = ROLES[person.role].side
    if side == "all":
        return True
    if side not in READ_BY[audience]:
        return False
    known = {Spot(one).number for one in person.contracts_known}
    return number in places or (side == PARTNER and number in known)


def leaks(login: str, told: str) -> list[str]:
    """Give what stands in a text that this person may not see."""
    person = EVERYBODY[login]
    marks = sorted(mark for mark in found(told) if not may_see(person, mark))
    names = [
        name
        for name, numbers in spelt(told)
        if not any(may_see(person, ("terms", number)) for number in numbers)
    ]
    return [*(" ".join(mark) for mark in marks), *names]
