"""Which profile is it held against, what standing has that set, and how do two sets differ?

Several sets stand side by side and the original always among them: it is never changed, and no
other set varies the contract.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from monitoring.frames import PROFILE
from monitoring.rates import share
from monitoring.vocabulary import ProfileKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    import pandas as pd

ORIGINAL = ProfileKind.ORIGINAL.value
NO_STEER = "informal \N{EN DASH} no DWP steer"
CAVEAT = "does not vary the contract; the original profile remains in force"
_KINDS = {kind.value: kind for kind in ProfileKind}
_TITLES = {
    ProfileKind.ORIGINAL: "original",
    ProfileKind.REVISED_CONTRACTUAL: "revised by contract",
    ProfileKind.ASPIRATIONAL: "aspirational",
    ProfileKind.INFORMAL: "informal",
}


@dataclass(frozen=True, slots=True)
class ProfileSet:
    """One set of profiles of a contract, and on whose authority it stands.

    ``told`` is False for a reader who may not know on whose authority: a partner.
    """

    name: str
    kind: ProfileKind
    author: str = ""
    authority: str = ""
    rationale: str = ""
    effective_from: date | None = None
    provider_agreed_on: date | None = None
    told: bool = True

    @property
    def is_original(self) -> bool:
        """Say whether it is the profile the contract was signed with."""
        return self.kind is ProfileKind.ORIGINAL

    @property
    def title(self) -> str:
        """Name it in words: its own name, unless that is its kind."""
        return _TITLES[self.kind] if self.name in _KINDS else self.name.replace("_", " ")

    @property
    def label(self) -> str:
        """Say its standing: its kind, or that nobody with authority asked for it."""
        no_steer = self.told and not self.is_original and not self.authority
        return NO_STEER if no_steer else _TITLES[self.kind]

    @property
    def caveat(self) -> str:
        """Say that it does not vary the contract; nothing for the original."""
        return "" if self.is_original else CAVEAT


def kind_of(name: str, declared: str | None = None) -> ProfileKind:
    """Give a set's kind: the one declared for it, else the one it is named after, else informal.

    Notes
    -----
    Source: architecture section 4; B-16.
    """
    if declared:
        return ProfileKind(declared)
    return _KINDS.get(name, ProfileKind.INFORMAL)


def in_order(sets: Iterable[ProfileSet]) -> list[ProfileSet]:
    """Put sets in the order they are always shown in: the original first, the informal last."""
    kinds = list(ProfileKind)
    return sorted(sets, key=lambda one: (kinds.index(one.kind), one.name))


def set_for(basis: str, available: Sequence[str]) -> str:
    """Give the set a monitoring basis is watched against, else the original.

    Conversion, month on month and peers are no profiles: they are drawn beside the original.
    """
    return basis if basis in available else ORIGINAL


@dataclass(frozen=True, slots=True)
class SetDifference:
    """What a set asks beside the original, over the whole contract."""

    original: float
    other: float
    difference: float
    share: float


def difference(original: pd.DataFrame, other: pd.DataFrame) -> SetDifference:
    """Compare two sets' totals over all their months (frames of ``month`` and ``profile``).

    Notes
    -----
    Source: requirements.md PRO-07; AT-03.
    """
    whole = float(PROFILE.check(original)["profile"].sum())
    asked = float(PROFILE.check(other)["profile"].sum())
    return SetDifference(whole, asked, asked - whole, share(asked - whole, whole))
