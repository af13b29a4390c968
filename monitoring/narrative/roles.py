"""How are a person's roles said in short, where one of them is held over many contracts?"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from monitoring.narrative.openings import POSTS
from monitoring.narrative.words import listed
from monitoring.vocabulary import Role

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

NAMED = 6
"""The most contracts of one role that are named one by one."""

OVER_PLACES = re.compile(
    r"(?P<role>\S+) over (?P<kind>contract|district|organisation) (?P<place>[^,]+?)"
    r"(?P<days>( from [\d-]{10})?( to [\d-]{10})?)"
)
OVER_A_CONTRACT = re.compile(
    r"(?P<role>\S+) over contract [^,]+?(?P<days>( from [\d-]{10})?( to [\d-]{10})?)"
)


def in_short(roles: Iterable[str]) -> list[str]:
    """Give a person's roles, those held over more than six contracts counted in one line.

    Roles that begin or end on other days, or reach further or less far, are not counted together.

    Examples
    --------
    >>> in_short(["CM over contract CPA-1", "TPPM over district Area 1"])
    ['CM over contract CPA-1', 'TPPM over district Area 1']
    >>> in_short([f"CM over contract CPA-{number}" for number in range(1, 8)])
    ['CM over 7 contracts']
    """
    alike: dict[tuple[str, ...], list[str]] = {}
    for line in roles:
        found = OVER_A_CONTRACT.fullmatch(line)
        alike.setdefault((found["role"], found["days"]) if found else (line,), []).append(line)
    said: list[str] = []
    for kind, lines in alike.items():
        many = len(lines) > NAMED
        said += [f"{kind[0]} over {len(lines)} contracts{kind[-1]}"] if many else lines
    return said


def in_words(roles: Iterable[str]) -> str:
    """Say a person's roles as a reader would: posts, and together what each is held over.

    Examples
    --------
    >>> in_words(["CM over contract PLP-A1", "CM over contract PLP-A2"])
    'contract manager over PLP-A1 and PLP-A2'
    >>> in_words(["AUDITOR over every contract", "TPPM over district Area 1 to 2010-03-31"])
    'auditor over every contract; third party provision manager over Area 1 to 2010-03-31'
    >>> in_words([f"CM over contract CPA-{number}" for number in range(1, 8)])
    'contract manager over 7 contracts'
    """
    alike: dict[tuple[str, str, str], list[str]] = {}
    for line in roles:
        found = OVER_PLACES.fullmatch(line)
        role, _, rest = line.partition(" over ")
        kind = (found["role"], found["kind"], found["days"]) if found else (role, rest, "")
        alike.setdefault(kind, []).append(found["place"] if found else rest)
    return "; ".join(
        f"{post(role)} over {_places(kind, places)}{days}"
        for (role, kind, days), places in alike.items()
    )


def post(role: str) -> str:
    """Give what a role is called, its code where it is none of ours."""
    return POSTS[Role(role)] if role in list(Role) else role


def _places(kind: str, places: Sequence[str]) -> str:
    return f"{len(places)} {kind}s" if len(places) > NAMED else listed(places)


def reach(roles: Sequence[str], contracts: Sequence[str]) -> str:
    """Say through whose eyes something was seen: which roles, over which contracts.

    Examples
    --------
    >>> reach(["CM"], ["CPA-1", "CPA-2"])
    'CM; contracts CPA-1 and CPA-2'
    >>> reach(["AUDITOR", "CM"], [f"CPA-{number}" for number in range(1, 9)])
    'AUDITOR and CM; 8 contracts, CPA-1 to CPA-8'
    >>> reach(["ADMIN"], [])
    'ADMIN; no contract'
    """
    if not contracts:
        named = "no contract"
    elif len(contracts) > NAMED:
        named = f"{len(contracts)} contracts, {contracts[0]} to {contracts[-1]}"
    else:
        named = f"contract{'s' if len(contracts) > 1 else ''} {listed(contracts)}"
    return f"{listed(roles)}; {named}"
