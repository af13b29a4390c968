"""Do two files name people by the same reference, and which rows does a crosswalk bring together?

A client whom two systems know by two references is one client: the crosswalk of a contract says
which reference of a source stands for which of ours.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import compress
from typing import TYPE_CHECKING

from monitoring.datasets.specification import Kind
from monitoring.findings import Problem, holds
from monitoring.narrative.words import count_of, percent
from monitoring.rates import share

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from monitoring.checks import Checked

LEAST_MATCHED = 0.5
"""The share of references under which two files do not use the same one (issue 3, slice 2)."""

FEWEST = 3
"""With fewer people in either file nothing can be said about all of them."""

MEND = (
    "Send the crosswalk (dataset references), or send both through a mapping that replaces the "
    "same identifier by a keyed reference."
)


@dataclass(frozen=True, slots=True)
class Overlap:
    """How many people each of two records names, and how many both do."""

    left: int
    right: int
    both: int

    @property
    def matched(self) -> float:
        """Give the share of the people in the smaller record whom the other names too."""
        return share(self.both, min(self.left, self.right))

    @property
    def differ(self) -> bool:
        """Say whether the two plainly do not use the same reference."""
        enough = min(self.left, self.right) >= FEWEST
        return enough and self.matched < LEAST_MATCHED

    def sentence(self, left: str, right: str) -> str:
        """Say how far the references of two records, named as in a sentence, match."""
        people = count_of(min(self.left, self.right), "person", "people")
        said = f"{self.both:,} of {people} are in both ({percent(self.matched)})"
        if self.differ:
            return f"{left} and {right} do not use the same reference: {said}. {MEND}"
        return f"{left} and {right}: {said}."


@dataclass(frozen=True, slots=True)
class Brought:
    """What a crosswalk did to a file: each reference replaced, with the one it stands for."""

    replaced: Mapping[tuple[str, str], str]
    rows: int
    problems: tuple[Problem, ...] = ()
    left_out: frozenset[int] = frozenset()  # places of equal repeats, before they were taken out

    @property
    def note(self) -> str:
        """Say on the receipt how many references were resolved."""
        references = count_of(len(self.replaced), "reference", "references")
        return f"{references} in {count_of(self.rows, 'row', 'rows')} resolved by the crosswalk."


def bring_together(
    checked: Checked, senders: Sequence[str], crosswalk: Mapping[tuple[str, str], str]
) -> Brought:
    """Put the client reference a row's own stands for in its place, in the file as checked.

    Parameters
    ----------
    checked
        The file; its columns are changed. Rows that repeat a key once they are brought together
        are left out where they are equal, and are all held where they differ.
    senders
        Each row's sender: two senders' rows of one key stand beside each other.
    crosswalk
        The reference meant, by contract and the source's own reference.
    """
    contracts = [str(each) for each in checked.columns["contract"]]
    used: dict[tuple[str, str], str] = {}
    touched: set[int] = set()
    for name in (one.name for one in checked.dataset.columns if one.kind is Kind.CLIENT):
        values = list(checked.columns[name])
        for at, pair in enumerate(zip(contracts, map(str, values), strict=True)):
            meant = crosswalk.get(pair)
            if meant is not None and meant != pair[1]:
                values[at] = used[pair] = meant
                touched.add(at)
        checked.columns[name] = values
    repeats = [same for same in _of_one_key(checked, senders) if touched.intersection(same)]
    equal = [same for same in repeats if _are_equal(checked, same)]
    problems = tuple(
        problem for same in repeats if same not in equal for problem in _held(checked, same)
    )
    left_out = frozenset(at for same in equal for at in same[1:])
    _leave_out(checked, left_out)
    return Brought(used, len(touched), problems, left_out)


def _of_one_key(checked: Checked, senders: Sequence[str]) -> Iterator[list[int]]:
    """Give the places of the rows that share a key and a sender, two or more at a time."""
    places: dict[tuple[object, ...], list[int]] = defaultdict(list)
    keys = zip(senders, *(checked.columns[name] for name in checked.dataset.key), strict=True)
    for at, key in enumerate(keys):
        places[key].append(at)
    return (same for same in places.values() if len(same) > 1)


def _are_equal(checked: Checked, same: Sequence[int]) -> bool:
    return len({tuple(column[at] for column in checked.columns.values()) for at in same}) == 1


def _held(checked: Checked, same: Sequence[int]) -> Iterator[Problem]:
    rows = [checked.row_numbers[at] for at in same]
    named = " and ".join(map(str, rows))
    for row in rows:
        yield holds(
            "crosswalk_repeats",
            f"Rows {named} are of one client by the crosswalk and differ. Keep the one that is "
            "right.",
            row=row,
            column="client_ref",
        )


def _leave_out(checked: Checked, places: frozenset[int]) -> None:
    if not places:
        return
    keep = [at not in places for at in range(len(checked.row_numbers))]
    checked.repeated_rows += [checked.row_numbers[at] for at in sorted(places)]
    for name, column in checked.columns.items():
        checked.columns[name] = list(compress(column, keep))
    checked.row_numbers = list(compress(checked.row_numbers, keep))
