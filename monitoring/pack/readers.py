"""What of all that was written may stand in a pack for the readers it is meant for?

A pack shared with the provider holds only what both the department and the provider read, so that
it says the same to either. What was written for one side alone is left out, step by step.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol, TypeVar

from monitoring.audiences import READERS, Audience, Side
from monitoring.governance.items import Item
from monitoring.governance.requests import Request

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

PACKS_FOR = (Audience.DWP, Audience.SHARED)
"""For whom a pack can be made; chosen first."""

_SIDES = {
    Audience.DWP: frozenset({Side.DEPARTMENT}),
    Audience.SHARED: frozenset({Side.DEPARTMENT, Side.PRIME}),
}


class Written(Protocol):
    """Something written by somebody for somebody, at a moment."""

    @property
    def audience(self) -> Audience: ...  # noqa: D102 - as its class says
    @property
    def at(self) -> datetime: ...  # noqa: D102 - the same


Kept = TypeVar("Kept", bound=Written)
Stepped = TypeVar("Stepped", Item, Request)


@dataclass(frozen=True, slots=True)
class Readers:
    """For whom a pack is made, and up to which instant it knows."""

    audience: Audience
    as_at: datetime

    def may_read(self, one: Written) -> bool:
        """Say whether something may stand in the pack: every reader of it may read that too."""
        return _SIDES[self.audience] <= READERS[one.audience] and one.at <= self.as_at

    def of(self, found: Iterable[Kept]) -> list[Kept]:
        """Keep what may stand in the pack."""
        return [one for one in found if self.may_read(one)]

    def stepped(self, found: Iterable[Stepped]) -> list[Stepped]:
        """Keep the steps that may stand in the pack, and what has any."""
        kept = [replace(one, steps=tuple(self.of(one.steps))) for one in found]
        return [one for one in kept if one.steps]
