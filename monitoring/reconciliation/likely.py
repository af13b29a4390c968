"""Which references nearly agree, so that two rows alone may be one client?

They are proposed, with the reason, for a person to accept or refuse; nothing here joins anything.
A reference is read only where the client rows of the contract are the reader's.
"""

from __future__ import annotations

import re
from enum import StrEnum
from itertools import pairwise
from typing import TYPE_CHECKING

import pandas as pd

from monitoring.frames import CODE, DATE, NUMBER, TEXT, WHOLE, FrameContract

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


class Likeness(StrEnum):
    """In what way two references nearly agree, the likelier first."""

    SPACES = "the same but for spaces, signs or capitals"
    LETTERS = "a letter stands for a digit, such as O for 0"
    SWAPPED = "two neighbouring characters change places"
    REISSUED = "one is the other with an ending, as when a reference is issued again"


REFERRED = FrameContract(
    "referred",
    {"client_id": WHOLE, "on": DATE, "status": CODE, "reference": TEXT},
    ("client_id", "on"),
    {"status": ""},
)
"""Rows that stand on one side alone, with the references of their clients."""

PROPOSED = FrameContract(
    "proposed",
    {
        "left_client": WHOLE,
        "right_client": WHOLE,
        "left_on": DATE,
        "right_on": DATE,
        "days_apart": NUMBER,
        "left_ref": TEXT,
        "right_ref": TEXT,
        "likeness": CODE,
    },
    ("left_client", "right_client", "left_on", "right_on"),
)

WITHIN_DAYS = 28
"""Further apart two rows are not proposed: references of a run differ by a digit or two."""

LETTERS = str.maketrans("OQDILZSB", "00011258")  # as they are misread
ENDING = 2  # characters a reissued reference has more
SIGNS = re.compile(r"[^0-9A-Z]")


def proposals(left: pd.DataFrame, right: pd.DataFrame) -> pd.DataFrame:
    """Give the pairs of rows whose references nearly agree: the frame PROPOSED.

    Parameters
    ----------
    left, right
        The frames REFERRED: rows of one contract that stand on one side alone.

    Returns
    -------
    The likeliest first. A row may be in several pairs; a person decides.
    """
    left, right = REFERRED.check(left), REFERRED.check(right)
    pairs = [pair for each in ALIKE for pair in _alike(left, right, *each)]
    told = pd.DataFrame(pairs, columns=["left_row", "right_row", "likeness"])
    told = told.drop_duplicates(["left_row", "right_row"])
    both = told.merge(left.add_prefix("left_"), left_on="left_row", right_index=True)
    both = both.merge(right.add_prefix("right_"), left_on="right_row", right_index=True)
    apart = (both["right_on"] - both["left_on"]).dt.days
    says_otherwise = both["left_status"].astype("str").ne(both["right_status"].astype("str"))
    known = both["left_status"].ne("") & both["right_status"].ne("")
    near = apart.abs().le(WITHIN_DAYS) & ~(says_otherwise & known)
    named = {"left_client_id": "left_client", "right_client_id": "right_client",
             "left_reference": "left_ref", "right_reference": "right_ref"}  # fmt: skip
    found = both.assign(days_apart=apart)[near].rename(columns=named)
    return PROPOSED.check(found)


def _plain(reference: str) -> str:
    return SIGNS.sub("", reference.upper())


def _digits(reference: str) -> str:
    return _plain(reference).translate(LETTERS)


def _itself(text: str) -> Iterator[str]:
    yield text


def _swapped(text: str) -> Iterator[str]:
    """Give a text with each two neighbouring characters that differ changing places."""
    for at, (one, other) in enumerate(pairwise(text)):
        if one != other:
            yield text[:at] + other + one + text[at + 2 :]


def _shorter(text: str) -> Iterator[str]:
    """Give a text without the ending it may have been issued again with."""
    for more in range(1, min(ENDING, len(text) - 1) + 1):
        yield text[:-more]


ALIKE: tuple[tuple[Likeness, Callable[[str], str], Callable[[str], Iterator[str]]], ...] = (
    (Likeness.SPACES, _plain, _itself),
    (Likeness.LETTERS, _digits, _itself),
    (Likeness.SWAPPED, _digits, _swapped),
    (Likeness.REISSUED, _plain, _shorter),
)


def _alike(
    left: pd.DataFrame,
    right: pd.DataFrame,
    likeness: Likeness,
    spelt: Callable[[str], str],
    variants: Callable[[str], Iterator[str]],
) -> Iterator[tuple[int, int, str]]:
    """Give the rows of both sides whose references are alike in one way, either way round."""
    for one, other, swap in ((left, right, False), (right, left, True)):
        places: dict[str, list[int]] = {}
        for at, reference in enumerate(other["reference"]):
            places.setdefault(spelt(reference), []).append(at)
        for at, reference in enumerate(one["reference"]):
            for variant in variants(spelt(reference)):
                for there in places.get(variant, ()):
                    yield (there, at, likeness) if swap else (at, there, likeness)
