"""Who will read what somebody writes? Said before it is saved, and kept to below the reads."""

from __future__ import annotations

from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


class Side(StrEnum):
    """On which side of a contract somebody stands."""

    DEPARTMENT = "department"
    PRIME = "prime"
    PARTNER = "partner"


class Audience(StrEnum):
    """Who reads a note, an action or a request."""

    DWP = "dwp"
    PRIME = "prime"
    PARTNER = "partner"
    SHARED = "shared"
    CHAIN = "chain"
    EVERYONE = "everyone"


READERS: Mapping[Audience, frozenset[Side]] = MappingProxyType(
    {
        Audience.DWP: frozenset({Side.DEPARTMENT}),
        Audience.PRIME: frozenset({Side.PRIME}),
        Audience.PARTNER: frozenset({Side.PARTNER}),
        Audience.SHARED: frozenset({Side.DEPARTMENT, Side.PRIME}),
        Audience.CHAIN: frozenset({Side.PRIME, Side.PARTNER}),
        Audience.EVERYONE: frozenset(Side),
    }
)
"""The sides that read each audience; a partner only where the row names its arrangement or none."""

WORDS: Mapping[Audience, str] = MappingProxyType(
    {
        Audience.DWP: "DWP only",
        Audience.PRIME: "the provider only",
        Audience.PARTNER: "the partner only",
        Audience.SHARED: "shared with the provider",
        Audience.CHAIN: "the provider and its partner",
        Audience.EVERYONE: "shared with the provider and its partners",
    }
)
DEFAULTS: Mapping[Side, Audience] = MappingProxyType(
    {
        Side.DEPARTMENT: Audience.DWP,
        Side.PRIME: Audience.PRIME,
        Side.PARTNER: Audience.PARTNER,
    }
)
"""Nobody shares by forgetting to choose."""


SIDES: Mapping[Side, str] = MappingProxyType(
    {Side.DEPARTMENT: "DWP", Side.PRIME: "prime provider", Side.PARTNER: "partner"}
)
"""What each side is called beside the name of who wrote something."""


def written_by(login: str, name: str, side: str) -> str:
    """Give who wrote something: by name and side where they are known, else by login.

    Examples
    --------
    >>> written_by("a.b", "Contract manager, Area 1", "department")
    'Contract manager, Area 1 (DWP)'
    >>> written_by("a.b", "a.b", "department"), written_by("a.b", "", "")
    ('a.b', 'a.b')
    """
    if name in {"", login}:
        return login
    return f"{name} ({SIDES[Side(side)]})" if side in list(Side) else name


def open_to(side: Side) -> tuple[Audience, ...]:
    """Give the audiences somebody may write for: those they are part of, their own first.

    Examples
    --------
    >>> [str(one) for one in open_to(Side.PARTNER)]
    ['partner', 'chain', 'everyone']
    """
    mine = [one for one in Audience if side in READERS[one]]
    return tuple(sorted(mine, key=lambda one: one is not DEFAULTS[side]))


def widens(before: Audience, after: Audience) -> bool:
    """Say whether everybody who read it before still does: an audience never narrows.

    Examples
    --------
    >>> widens(Audience.DWP, Audience.SHARED)
    True
    >>> widens(Audience.SHARED, Audience.DWP)
    False
    """
    return READERS[before] <= READERS[after]
