"""Has a change to the contract been agreed, and by whom?

A variation is proposed by either side and accepted by each. Until both have, it changes nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING

from monitoring.audiences import Side
from monitoring.reprofiling import Draft, Key, Months, figures_of
from monitoring.vocabulary import ProfileKind

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date, datetime


class Did(StrEnum):
    """What one step of a variation was."""

    PROPOSED = "proposed"
    ACCEPTED_DWP = "accepted_dwp"
    ACCEPTED_PROVIDER = "accepted_provider"
    DECLINED = "declined"


class What(StrEnum):
    """What of the contract is changed (requirements.md CON-22)."""

    PROFILE = "profile"
    SERVICE_FEE = "service_fee"
    FEE_BALANCE = "fee_balance"
    SUBCONTRACT = "subcontract"
    OTHER = "other"


KINDS: Mapping[str, str] = MappingProxyType(
    {
        What.PROFILE: "Profile",
        What.SERVICE_FEE: "Service fee schedule",
        What.FEE_BALANCE: "Balance of fee and outcome payments",
        What.SUBCONTRACT: "Subcontract",
        What.OTHER: "Other",
    }
)
ACCEPTS: Mapping[Side, Did] = MappingProxyType(
    {Side.DEPARTMENT: Did.ACCEPTED_DWP, Side.PRIME: Did.ACCEPTED_PROVIDER}
)
SIDES: Mapping[Side, str] = MappingProxyType(
    {Side.DEPARTMENT: "the department", Side.PRIME: "the provider"}
)
_NEEDED = frozenset(ACCEPTS.values())


@dataclass(frozen=True, slots=True)
class Step:
    """One step: what was done, by whom and when."""

    did: str
    by_user: str
    at: datetime
    reason: str = ""
    writer: str = ""  # by name and side, where known

    @property
    def who(self) -> str:
        """Give who took it, as readers know them."""
        return self.writer or self.by_user


@dataclass(frozen=True, slots=True, kw_only=True)
class Variation:
    """One change to a contract and everything done about it."""

    reference: str
    kind: str
    dated: date | None
    parties: str
    reason: str
    before: str
    after: str
    set: str
    steps: tuple[Step, ...]

    @property
    def dids(self) -> tuple[str, ...]:
        """Give what was done, in order."""
        return tuple(step.did for step in self.steps)

    @property
    def is_agreed(self) -> bool:
        """Say whether both sides accepted it and nobody declined."""
        return agreed(self.dids)

    @property
    def figures(self) -> dict[Key, Months]:
        """Give the profile it brings in; nothing where it is told in words."""
        return figures_of(self.after)

    @property
    def had(self) -> dict[Key, Months]:
        """Give the profile it takes the place of; nothing where it is told in words."""
        return figures_of(self.before)


def agreed(dids: Sequence[str]) -> bool:
    """Say whether both sides accepted and nobody declined.

    Examples
    --------
    >>> agreed(["proposed", "accepted_provider"])
    False
    >>> agreed(["proposed", "accepted_provider", "accepted_dwp"])
    True
    """
    return set(dids) >= _NEEDED and Did.DECLINED not in dids


def is_open(dids: Sequence[str]) -> bool:
    """Say whether anything can still be done about it."""
    return bool(dids) and Did.DECLINED not in dids and not agreed(dids)


def awaited(dids: Sequence[str]) -> tuple[Side, ...]:
    """Give the sides whose answer is awaited."""
    if not is_open(dids):
        return ()
    return tuple(side for side, did in ACCEPTS.items() if did not in dids)


def refusal(steps: Sequence[Step], did: Did, login: str) -> str:
    """Say why a step may not follow; blank where it may.

    One person never accepts for both sides, whatever roles they hold.
    """
    dids = [step.did for step in steps]
    if did is Did.PROPOSED:
        return "A variation of this reference is in the log already." if dids else ""
    if not dids:
        return "There is no variation of this reference here, or it is not yours."
    if not is_open(dids):
        return "It has been settled: nothing more can be done about it. Propose another."
    if did in dids:
        return "Your side has accepted it already."
    if any(step.did in _NEEDED and step.by_user == login for step in steps) and did in _NEEDED:
        return "You accepted it for one side, so somebody else accepts it for the other."
    return ""


def state(dids: Sequence[str]) -> str:
    """Say how a variation stands.

    Examples
    --------
    >>> state(["proposed", "accepted_dwp"])
    'awaits the provider'
    """
    if Did.DECLINED in dids:
        return "declined"
    if agreed(dids):
        return "agreed by both"
    waiting = awaited(dids)
    if len(waiting) == len(ACCEPTS):
        return "proposed, awaits both"
    return f"awaits {SIDES[waiting[0]]}"


def agreed_set(contract: str, variation: Variation) -> Draft:
    """Give the profile set an agreed variation brings in, with the figures both sides accepted."""
    accepted = [step.at for step in variation.steps if step.did == Did.ACCEPTED_PROVIDER]
    return Draft(
        contract=contract,
        name=variation.set,
        kind=ProfileKind.REVISED_CONTRACTUAL,
        author=variation.parties,
        authority=variation.reference,
        rationale=variation.reason,
        effective_from=variation.dated,
        provider_agreed_on=accepted[-1].date() if accepted else None,
        figures=variation.figures,
    )
