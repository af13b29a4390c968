"""What does a contract manager or provision manager leave to whoever comes next?

And who may be reached at which level, and who held which post before. Source: requirements.md
GOV-18, GOV-24.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from monitoring.governance.parties import Party
from monitoring.vocabulary import Role

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date, datetime

    from monitoring.audiences import Audience

LEVELS: Mapping[str, str] = MappingProxyType(
    {
        "national": "National",
        "regional": "Regional",
        "district": "District",
        "quality": "Quality team",
    }
)
HANDED_OVER: Mapping[Role, str] = MappingProxyType(
    {
        Role.CM: "Contract manager",
        Role.TPPM: "Third party provision manager",
        Role.PRIME_MANAGER: "Prime provider manager",
        Role.PARTNER_MANAGER: "Partner manager",
    }
)
"""The posts whose holder leaves a note to the next."""


@dataclass(frozen=True, slots=True)
class Leaving:
    """Who leaves a post when, and what the next needs to know; ``to`` is their login, if known."""

    role: Role
    on_date: date
    text: str
    to: str = ""


@dataclass(frozen=True, slots=True)
class Reach:
    """A post to reach: at which level of which party, and how."""

    party: str
    level: str
    post: str
    address: str = ""


@dataclass(frozen=True, slots=True)
class Handover:
    """One note of somebody who leaves a post, to whoever takes it."""

    contract: str
    number: int
    role: Role
    from_user: str
    to_user: str
    on_date: date
    text: str
    audience: Audience
    at: datetime
    writer: str = ""  # who leaves, by name and side, where known

    @property
    def who(self) -> str:
        """Give who leaves, as readers know them."""
        return self.writer or self.from_user

    def is_for(self, login: str, roles: Iterable[Role]) -> bool:
        """Say whether somebody who holds these roles over the contract comes next."""
        named = not self.to_user or self.to_user == login
        return named and self.from_user != login and self.role in set(roles)

    @property
    def key(self) -> str:
        """Name it for good, so that it can be noted."""
        return f"handover:{self.contract}:{self.number}"


@dataclass(frozen=True, slots=True)
class Held:
    """Who held a post, over what and from when to when."""

    role: str
    who: str
    over: str
    since: date | None
    until: date | None


@dataclass(frozen=True, slots=True)
class Contact:
    """A post to reach, at one level of one party: never a person."""

    contract: str
    number: int
    party: Party
    level: str
    post: str
    address: str
    ended: bool
    audience: Audience
    at: datetime


def contact_refusal(reach: Reach) -> str:
    """Say why a contact cannot be entered; blank where it can."""
    if reach.party not in list(Party):
        return f"{reach.party} is no party: {', '.join(Party)}."
    if reach.level not in LEVELS:
        return f"{reach.level} is no level: {', '.join(LEVELS)}."
    return "" if reach.post.strip() else "Say which post it is. Name the post, not the person."
