"""What needs this person this month?

What changed since they last looked, ordered by consequence: at most seven sentences, each with
its numbers and one link. An item noted with a line stays away until it worsens.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from monitoring.narrative.words import count_of
from monitoring.needs.of_figures import fell, recovered, restated, short, substandard
from monitoring.needs.of_returns import due, handed, held, owed, reasons, unreferred
from monitoring.needs.situation import Kind, Need, Situation

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

MOST = 7

__all__ = ["MOST", "Kind", "Need", "Situation", "nothing_needed", "sentences", "worsens"]


def sentences(situation: Situation, noted: Mapping[str, int] | None = None) -> tuple[Need, ...]:
    """Give what needs the person, the gravest first, at most seven.

    Parameters
    ----------
    situation
        What is known now and what was known when the person last looked.
    noted
        The level of each item they noted, by its key; it stays away until it worsens.

    Returns
    -------
    The worst item of every kind comes before the second worst of any, so that many late returns
    do not hide a fall; the last item of a kind says how many more there are like it.
    """
    kept = noted or {}
    lists = [
        [
            need
            for need in _in_order(find(situation))
            if need.key not in kept or worsens(kept[need.key], need.level)
        ]
        for find in _FINDERS
    ]
    shares = _shares([len(found) for found in lists], MOST)
    return tuple(
        need for found, share in zip(lists, shares, strict=True) for need in _first(found, share)
    )


def worsens(previous: int, now: int) -> bool:
    """Say whether an item noted at one level is worse now, so that it comes back."""
    return now > previous


def nothing_needed(situation: Situation) -> str:
    """Say that all is well, and what that means."""
    if situation.rows.empty:
        return "No contract is in view."
    since = "" if situation.before is None else " since you last looked"
    return f"Nothing needs you: every return that fell due is in, and nothing worsened{since}."


def _in_order(found: Iterable[Need]) -> list[Need]:
    return sorted(found, key=lambda need: (-need.size, need.key))


def _shares(lengths: list[int], places: int) -> list[int]:
    """Share places out in turn, the gravest kind first, until none or nothing is left."""
    shares = [0] * len(lengths)
    while places and any(have > had for have, had in zip(lengths, shares, strict=True)):
        for kind, have in enumerate(lengths):
            if places and shares[kind] < have:
                shares[kind] += 1
                places -= 1
    return shares


def _first(found: list[Need], share: int) -> list[Need]:
    """Give the first few of a kind; the last of them says how many more there are."""
    shown, more = found[:share], len(found) - share
    if shown and more:
        said = f"{shown[-1].sentence} {count_of(more, 'more is', 'more are')} like it."
        shown[-1] = replace(shown[-1], sentence=said)
    return shown


_FINDERS: tuple[Callable[[Situation], Iterable[Need]], ...] = (
    handed(Kind.SENT_BACK),
    owed,
    fell,
    restated,
    held,
    unreferred,
    handed(Kind.CERTIFY),
    due(Kind.ACTION),
    due(Kind.REVIEW),
    due(Kind.REQUEST),
    reasons,
    short,
    substandard,
    recovered,
)
"""In the order of consequence, which is the order of ``Kind``."""
