"""Where does the word stand that says why months have no figure? Once for each word, with room."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Sequence

A_MONTH = pd.Timedelta(days=31)  # no month begins later after the one before it
ROOM = 4  # gaps in a row whose width holds a word


def placed(months: Sequence[pd.Timestamp], words: Sequence[str]) -> tuple[list[str], list[str]]:
    """Give the text at each gap and where it lies, the gaps being in order of their months.

    Each word stands once: over the first stretch of gaps that has room for it, where it begins at
    the first of them and runs on over the others, else over the first gap there is.
    """
    texts, places = [""] * len(words), ["top center"] * len(words)
    for word in dict.fromkeys(words):
        runs = [run for run in _runs(months, words) if words[run.start] == word]
        wide = next((run for run in runs if len(run) >= ROOM), None)
        chosen = wide or runs[0]
        texts[chosen.start] = word
        if wide:
            places[chosen.start] = "top right"
    return texts, places


def _runs(months: Sequence[pd.Timestamp], words: Sequence[str]) -> list[range]:
    """Give the stretches of months that follow one another and share a word."""
    starts = [0] if len(months) else []
    for place, (before, after) in enumerate(pairwise(months), start=1):
        if after - before > A_MONTH or words[place] != words[place - 1]:
            starts.append(place)
    return [range(*pair) for pair in pairwise([*starts, len(months)])]
