"""How does the sample draw by chance and still come out the same everywhere?"""

from __future__ import annotations

import math
import random
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

SEED = "provider-led pathways 2007-2010"

T = TypeVar("T")


class Dice:
    """Chance named by a seed and some words.

    Only ``random.Random.random`` is used, whose sequence Python promises to keep, and the four
    rules of arithmetic and square roots, which every machine rounds alike.
    """

    def __init__(self, *words: str) -> None:
        """Start a sequence of its own for these words."""
        self._next = random.Random(":".join((SEED, *words))).random  # noqa: S311 - a story, not a secret

    def chance(self, share: float) -> bool:
        """Say yes with this probability."""
        return self._next() < share

    def share(self) -> float:
        """Give a number from 0 up to 1."""
        return self._next()

    def whole(self, low: int, high: int) -> int:
        """Give a whole number from low to high, both possible."""
        return low + int(self._next() * (high - low + 1))

    def early(self, low: int, high: int) -> int:
        """Give a whole number from low to high, most often near the low end."""
        draw = self._next()
        return low + int(draw * draw * (high - low + 1))

    def pick(self, options: Sequence[T]) -> T:
        """Give one of the options."""
        return options[int(self._next() * len(options))]

    def weighted(self, options: Mapping[T, float]) -> T:
        """Give one of the options by its weight; the last one takes what rounding leaves."""
        draw = self._next() * sum(options.values())
        chosen = next(iter(options))
        for option, weight in options.items():
            chosen = option
            draw -= weight
            if draw < 0:
                break
        return chosen

    def bell(self) -> float:
        """Give a number around 0 with a spread of 1 (the sum of three draws, scaled)."""
        return 2 * (self._next() + self._next() + self._next() - 1.5)

    def count(self, expected: float) -> int:
        """Give a count around what was expected, spread as rare events are."""
        return (
            max(0, int(expected + math.sqrt(expected) * self.bell() + 0.5)) if expected > 0 else 0
        )

    def rounded(self, expected: float) -> int:
        """Give the whole number below or above, so that many of them keep their mean."""
        return int(expected + self._next())
