"""What does each role see of its contracts, and which returns may it send?

The rights themselves, as data; who holds which role over what is kept in the store.
Source: requirements.md C.3 (role), C.5 and AT-17; architecture section 5.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from monitoring import datasets
from monitoring.audiences import Side
from monitoring.vocabulary import Role, Source

if TYPE_CHECKING:
    from collections.abc import Mapping

PROVIDER = frozenset({Source.PROVIDER_MI, Source.PLMI})
DISTRICT = frozenset({Source.TPPM, Source.CLERICAL, Source.LMS})
PARTNERS = frozenset({Source.PARTNER})
SUPPLY_CHAIN = PROVIDER | PARTNERS
DEPARTMENT = frozenset(Source) - PROVIDER - DISTRICT - PARTNERS


@dataclass(frozen=True, slots=True, kw_only=True)
class Right:
    """What one role sees and sends where it is held."""

    clients: bool = False  # rows about single people, by case reference
    prices: bool = False  # prices, payments and contract values
    advisers: bool = False  # adviser references
    sends: frozenset[Source] = frozenset()
    sends_back: frozenset[Source] = frozenset()  # returns of others it may send back to them
    everywhere: bool = False  # may be held over every contract, without naming one
    one_arrangement: bool = False  # held over one arrangement of a contract, never over the whole
    administers: bool = False  # adds people and grants roles
    audits: bool = False  # reads the logs and who holds which role
    anonymises: bool = False  # makes anonymised exports (requirements.md DPR-10)
    side: Side | None = Side.DEPARTMENT  # whose notes it reads; None: nobody's
    writes: bool = True  # notes, actions, requests and the like, for its side


RIGHTS: Mapping[Role, Right] = MappingProxyType(
    {
        Role.CM: Right(clients=True, prices=True, sends=DEPARTMENT, sends_back=SUPPLY_CHAIN),
        Role.TPPM: Right(clients=True, sends=DISTRICT),
        Role.PRIME_MANAGER: Right(
            clients=True, prices=True, advisers=True, sends=PROVIDER, side=Side.PRIME
        ),
        Role.ADVISER_MANAGER: Right(clients=True, advisers=True, side=Side.PRIME),
        Role.PARTNER_MANAGER: Right(
            clients=True, prices=True, advisers=True, sends=PARTNERS, one_arrangement=True,
            side=Side.PARTNER,
        ),
        Role.JOBCENTRE: Right(),
        Role.PAYMENT_OFFICE: Right(
            clients=True, prices=True, sends=frozenset({Source.PAYMENTS}), everywhere=True
        ),
        Role.NATIONAL: Right(
            prices=True, sends=DEPARTMENT, sends_back=SUPPLY_CHAIN, everywhere=True,
            anonymises=True,
        ),
        Role.BDC_LIAISON: Right(clients=True, sends=frozenset({Source.BDC}), everywhere=True),
        Role.EVALUATOR: Right(everywhere=True, anonymises=True, side=None, writes=False),
        Role.AUDITOR: Right(everywhere=True, audits=True, writes=False),
        Role.ADMIN: Right(
            clients=True,
            prices=True,
            advisers=True,
            sends=frozenset(Source),
            sends_back=SUPPLY_CHAIN,
            everywhere=True,
            administers=True,
            audits=True,
            anonymises=True,
        ),
    }
)
"""The rights of every role. A claim is checked, and a leaver traced, person by person: hence the
payment office and the benefit centre see clients, and nobody else outside contract and district."""


def may_send(role: Role, dataset: str, source: str) -> bool:
    """Say whether a role may send a dataset as a source, for what the role is held over.

    False for a source the dataset does not have.

    Examples
    --------
    >>> may_send(Role.PRIME_MANAGER, "starts", "provider_mi")
    True
    >>> may_send(Role.PRIME_MANAGER, "contracts", "dwp")
    False
    """
    specification = datasets.ALL.get(dataset)
    return (
        specification is not None
        and source in list(specification.sources)
        and source in list(RIGHTS[role].sends)
    )
