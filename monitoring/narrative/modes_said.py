"""How may a file be meant, and what would each way do to the rows that stand?

A file of whole months removes what it leaves out. That is what monthly returns usually mean and
weekly ones usually do not: a partner sends one week into a month that has others, so there the way
that keeps them is named first.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from monitoring.narrative.words import count_of
from monitoring.vocabulary import Mode

if TYPE_CHECKING:
    from collections.abc import Mapping

NOTHING_LEFT_OUT = (
    "Everything that stands in its months is in this file, so both ways do the same."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ways:
    """The two ways a file may be meant, in the order they are offered, in words."""

    order: tuple[Mode, ...]
    titles: Mapping[Mode, str]
    does: Mapping[Mode, str]
    one: str
    many: str

    def left_out(self, gone: int) -> str:
        """Say how many of the rows that stand the file leaves out."""
        said = f"{count_of(gone, self.one, self.many)} not in this file."
        return said if gone else NOTHING_LEFT_OUT


MONTHS = Ways(
    order=(Mode.WHOLE, Mode.CORRECTIONS),
    titles={
        Mode.WHOLE: "It holds the whole of its months",
        Mode.CORRECTIONS: "It corrects or adds to what stands",
    },
    does={
        Mode.WHOLE: "What stands in its months and is not in the file is removed.",
        Mode.CORRECTIONS: "What the file leaves out stays.",
    },
    one="row that stands is",
    many="rows that stand are",
)
WEEKS = Ways(
    order=(Mode.CORRECTIONS, Mode.WHOLE),
    titles={
        Mode.CORRECTIONS: "It holds some weeks: keep the others of these months",
        Mode.WHOLE: "It holds every week of its months: remove the others",
    },
    does={
        Mode.CORRECTIONS: "Weeks that stand and are not in the file stay as they are.",
        Mode.WHOLE: "Weeks that stand in its months and are not in the file are removed.",
    },
    one="week that stands in its months is",
    many="weeks that stand in its months are",
)


def ways(dataset: str) -> Ways:
    """Give the ways a file of a dataset may be meant.

    >>> ways("partner_weekly").left_out(3)
    '3 weeks that stand in its months are not in this file.'
    >>> ways("monthly_return").order[0].value
    'whole'
    """
    return WEEKS if dataset == "partner_weekly" else MONTHS
