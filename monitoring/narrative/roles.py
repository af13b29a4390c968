"""How are a person's roles said in short, where one of them is held over many contracts?"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from monitoring.narrative.words import listed

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

NAMED = 6
"""The most contracts of one role that are named one by one."""

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
