"""Who has a return, and how is it named in a message?"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from monitoring.narrative.words import day, listed, months_span
from monitoring.vocabulary import Role

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

POSTS: Mapping[Role, str] = MappingProxyType(
    {
        Role.CM: "contract manager",
        Role.TPPM: "third party provision manager",
        Role.PRIME_MANAGER: "prime provider's manager",
        Role.ADVISER_MANAGER: "prime provider's adviser manager",
        Role.PARTNER_MANAGER: "partner's manager",
        Role.JOBCENTRE: "Jobcentre",
        Role.PAYMENT_OFFICE: "payment office",
        Role.NATIONAL: "national team",
        Role.BDC_LIAISON: "benefit delivery centre",
        Role.EVALUATOR: "evaluator",
        Role.AUDITOR: "auditor",
        Role.ADMIN: "administrator",
    }
)
"""What a role is called where a person is told of by post and not by name."""


def opened_by(roles: Sequence[Role], first: date, last: date) -> str:
    """Say who opened a return and when, by post: contract manager, 3 December 2010."""
    post = "administrator" if Role.ADMIN in roles else listed([POSTS[role] for role in roles])
    again = "" if day(first) == day(last) else f", last {day(last)}"
    return f"{post or 'somebody whose roles have ended'}, {day(first)}{again}"


def in_a_message(
    number: int, title: str, contracts: str, months: Sequence[date], received: date
) -> str:
    """Name a return in one line to paste into a message, without figures."""
    span = f" for {months_span(min(months), max(months))}" if months else ""
    return f"Return {number}: {title}, {contracts}{span}, received {day(received)}."
