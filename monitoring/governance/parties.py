"""Who are the parties to a contract, in the words of the responsibility matrix?

Source: requirements.md C.5.
"""

from __future__ import annotations

from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING

from monitoring.vocabulary import Role

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


class Party(StrEnum):
    """One of those who have a part in a process."""

    CM = "cm"
    TPPM = "tppm"
    PRIME = "prime"
    PARTNER = "partner"
    JOBCENTRE = "jobcentre"
    BDC = "bdc"


NAMES: Mapping[Party, str] = MappingProxyType(
    {
        Party.CM: "contract manager",
        Party.TPPM: "third party provision manager",
        Party.PRIME: "prime provider",
        Party.PARTNER: "partner",
        Party.JOBCENTRE: "Jobcentre",
        Party.BDC: "Benefit Delivery Centre",
    }
)
_ROLES: Mapping[Role, Party] = MappingProxyType(
    {
        Role.CM: Party.CM,
        Role.NATIONAL: Party.CM,
        Role.TPPM: Party.TPPM,
        Role.PRIME_MANAGER: Party.PRIME,
        Role.ADVISER_MANAGER: Party.PRIME,
        Role.PARTNER_MANAGER: Party.PARTNER,
        Role.JOBCENTRE: Party.JOBCENTRE,
        Role.BDC_LIAISON: Party.BDC,
    }
)


def party_name(party: Party | str) -> str:
    """Give a party's name with a capital to begin with; what is no party's code as it is."""
    name = NAMES[Party(party)] if party in list(Party) else str(party)
    return f"{name[:1].upper()}{name[1:]}"


def parties_of(roles: Iterable[Role]) -> list[Party]:
    """Give the parties a person speaks for, in the order of the matrix.

    Examples
    --------
    >>> [str(one) for one in parties_of([Role.TPPM, Role.AUDITOR])]
    ['tppm']
    """
    held = {_ROLES[role] for role in roles if role in _ROLES}
    return [party for party in Party if party in held]
