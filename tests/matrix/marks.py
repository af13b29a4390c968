"""How is everything of a place stamped, so that it is known wherever it turns up?

A place is a contract or one arrangement of it, and has a number: 100 is the first contract, 101
and 102 are its arrangements. Texts hold ``K101-client`` and the like; counts are 7 and the number
and two digits more, prices 8, a week that is withheld 9.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import count

CONTRACTS = {"CPA-1": "100", "CPA-10": "200", "CPA-3": "300"}
"""The reference of the second begins like the first's, and so does its district: on purpose."""

PARTS = {"CPA-1": ("A1", "A10"), "CPA-10": ("A1",), "CPA-3": ("A1",)}
SPELT = {
    r"CPA-1\b": ("terms", {"100"}),
    r"CPA-10\b": ("terms", {"200"}),
    r"CPA-3\b": ("terms", {"300"}),
    r"Area 1\b": ("terms", {"100"}),
    r"Area 10\b": ("terms", {"200"}),
    r"Area 3\b": ("terms", {"300"}),
    r"Prime 1\b": ("terms", {"100", "300"}),
    r"Prime 10\b": ("terms", {"200"}),
}
"""Names that stand for places as they are spelt; of several, one that may be seen is enough."""

FIGURES = {"7": "count", "8": "price", "9": "withheld"}
AUDIENCES = ("dwp", "prime", "partner", "shared", "chain", "everyone")
WORDS = ("terms", "name", "row", "client", "adviser", "staff", "need", *AUDIENCES)
_TEXT = re.compile(rf"K([123]0[0-2])-({'|'.join(WORDS)})", re.IGNORECASE)
_FIGURE = re.compile(r"(?<![\w.])([789])([123]0[0-2])\d\d(?:00|\.0+)?(?!\w)")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_SERIAL = count()

Mark = tuple[str, str]
"""A kind and the number of a place."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A contract, or one arrangement of it."""

    contract: str
    part: str = ""

    @property
    def number(self) -> str:
        """Give its number."""
        whole = CONTRACTS[self.contract]
        at = PARTS[self.contract].index(self.part) + 1 if self.part else 0
        return f"{whole[:2]}{at}"

    def text(self, kind: str) -> str:
        """Give a stamped text."""
        return f"K{self.number}-{kind}"

    def figure(self, kind: str = "7") -> int:
        """Give a stamped figure, mostly another than before."""
        return int(f"{kind}{self.number}{next(_SERIAL) % 100:02}")


SPOTS = tuple(Spot(one, part) for one in CONTRACTS for part in ("", *PARTS[one]))


def found(text: str) -> set[Mark]:
    """Give the stamps that stand in a text, however it is written."""
    plain = _THOUSANDS.sub("", text.replace("\\", ""))
    marks = {(kind.lower(), number) for number, kind in _TEXT.findall(plain)}
    return marks | {(FIGURES[kind], number) for kind, number in _FIGURE.findall(plain)}


def spelt(text: str) -> list[tuple[str, set[str]]]:
    """Give the names in a text that stand for places, each with the numbers of its places."""
    return [(name, numbers) for name, (_, numbers) in SPELT.items() if re.search(name, text)]
