"""Somebody who works hidden counts out: by linear programming, from everything that is known.

They know every count that is shown, every total that is known anyway, that counts add up, that no
count is below nought, and, where they look at the labels, what a label says. It is a program of its
own, and shares nothing with how counts are hidden.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
from scipy.optimize import linprog

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping

ENDLESS = float("inf")


@dataclass
class Attacker:
    """What is known, and what is not."""

    limits: dict[Hashable, tuple[float, float | None]] = field(default_factory=dict)
    sums: list[tuple[dict[Hashable, float], float]] = field(default_factory=list)

    def unknown(self, key: Hashable, low: float = 0, high: float | None = None) -> None:
        """Take a count that is hidden, between what its label says."""
        self.limits[key] = (low, high)

    def knows(self, key: Hashable, value: float) -> None:
        """Take a count that is shown."""
        self.limits[key] = (value, value)

    def adds_up(self, terms: Mapping[Hashable, float], to: float = 0) -> None:
        """Take a sum that is known to hold."""
        self.sums.append((dict(terms), to))

    def width(self, key: Hashable) -> float:
        """Give how closely a count can be bounded: how far its highest lies from its lowest."""
        low, high = (self._least(key, sign) for sign in (1, -1))
        return -high - low

    def _least(self, key: Hashable, sign: int) -> float:
        place = {one: at for at, one in enumerate(self.limits)}
        rows = np.zeros((len(self.sums), len(place)))
        for at, (terms, _) in enumerate(self.sums):
            for one, factor in terms.items():
                rows[at, place[one]] = factor
        wanted = np.zeros(len(place))
        wanted[place[key]] = sign
        found = linprog(
            wanted, A_eq=rows, b_eq=[to for _, to in self.sums], bounds=list(self.limits.values())
        )
        if found.status == 3:
            return -ENDLESS
        assert found.status == 0, found.message
        return float(found.fun)
