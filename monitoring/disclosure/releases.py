"""Which answer may a reader without sight of clients be given, when others were given before?

Who holds two answers can take one from the other. So a breakdown is not given anew with every
return: it stands until half as many people again are on record, and only if nothing small can be
worked out from it beside *all* that were given before, by a reader who knows every total and
supposes that nobody was taken off. Where that cannot be had the earlier answer stands.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from monitoring.disclosure.suppressing import suppress
from monitoring.disclosure.tables import Hidden, Line, Table

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Mapping, Sequence

RENEWED_AT = 1.5
"""How many times the people on record there must be before a breakdown is given anew."""


_MOVED = "moved"


@dataclass(frozen=True, slots=True)
class Known:
    """A breakdown as it was known from a publication on: its people, told apart by one thing.

    ``counts`` add up to ``recorded``, the people of whom it is known at all.
    """

    since: int
    counts: Mapping[str, int]

    @property
    def recorded(self) -> int:
        """Give how many people it is of."""
        return sum(self.counts.values())


@dataclass(frozen=True, slots=True)
class Release:
    """A breakdown that was given, and what was hidden of it."""

    known: Known
    hidden: Mapping[str, Hidden]


def least(limit: int) -> int:
    """Give how many people there must be before anything is given.

    Under it a reader could tell from *hidden* alone that a count is not under the limit, and so
    what the others are.
    """
    return 2 * limit - 1


@dataclass(slots=True)
class Chain:
    """The answers given about one breakdown, oldest first; the last of them stands.

    ``never_shown`` are values that are never shown, because they are the rest of those that are.
    """

    limit: int
    never_shown: frozenset[str] = frozenset()
    given: list[Release] = field(default_factory=list)

    @property
    def wanted(self) -> int:
        """Give how many people must be on record for the next answer."""
        last = self.given[-1] if self.given else None
        return math.ceil(last.known.recorded * RENEWED_AT) if last else least(self.limit)

    def offer(self, known: Known) -> None:
        """Give a breakdown, if there are people enough and it is safe beside the earlier ones."""
        if known.recorded >= self.wanted:
            following = _beside(self.given, known, self.limit, self.never_shown)
            if following is not None:
                self.given.append(following)


def released(
    history: Iterable[Known], limit: int, never_shown: frozenset[str] = frozenset()
) -> list[Release]:
    """Give the breakdowns that may be given of all there were, oldest first.

    Notes
    -----
    Source: reliability.md 1.6 (differencing between two exports); docs/adr/0024.
    """
    chain = Chain(limit, never_shown)
    for known in history:
        chain.offer(known)
    return chain.given


def _beside(
    given: Sequence[Release], known: Known, limit: int, never_shown: frozenset[str]
) -> Release | None:
    """Give a breakdown hidden so that it is safe beside the earlier ones; None if it cannot be."""
    answers = [*(each.known.counts for each in given), known.counts]
    values = sorted({value for answer in answers for value in answer})
    table = _together(given, answers, values, never_shown)
    pattern = suppress(table, limit)
    if pattern.exposed:
        return None
    mine = {
        value: pattern.hidden[len(given), value]
        for value in values
        if (len(given), value) in pattern.hidden
    }
    return Release(known, mine)


def _together(
    given: Sequence[Release],
    answers: Sequence[Mapping[str, int]],
    values: Sequence[str],
    never_shown: frozenset[str],
) -> Table:
    """Give all the answers and what moved between them as one table."""
    counts: dict[Hashable, int] = {}
    moves: set[Hashable] = set()
    lines = [Line(tuple((0, value) for value in values))]
    for number, answer in enumerate(answers):
        counts.update({(number, value): answer.get(value, 0) for value in values})
        if number:
            before = answers[number - 1]
            moved: dict[Hashable, int] = {
                (_MOVED, number, one): answer.get(one, 0) - before.get(one, 0) for one in values
            }
            counts.update(moved)
            moves.update(moved)
            lines.append(Line(tuple(moved)))
            lines += [
                Line(((number - 1, value), (_MOVED, number, value)), (number, value))
                for value in values
            ]
    shown, already = _before(given, set(values) - never_shown)
    rest = {(number, one) for number in range(len(answers)) for one in never_shown & set(values)}
    return Table(
        counts=counts,
        lines=lines,
        given=frozenset(shown),
        latent=frozenset({*moves, *rest}),
        loose=frozenset(key for key in moves if counts[key] < 0),
        already=already,
    )


def _before(
    given: Sequence[Release], values: set[str]
) -> tuple[set[Hashable], dict[Hashable, Hidden]]:
    """Give what was shown of the earlier answers, and what was hidden."""
    shown: set[Hashable] = set()
    already: dict[Hashable, Hidden] = {}
    for number, each in enumerate(given):
        for value in values:
            if value in each.known.counts and value not in each.hidden:
                shown.add((number, value))
            else:  # a value that was not among them yet had nobody
                already[number, value] = each.hidden.get(value, Hidden.SMALL)
    return shown, already
