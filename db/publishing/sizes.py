"""Is this file so different from what stands that its sender should say yes once more?"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from db.publishing.request import Changes, Movement, Sending
from monitoring.findings import Problem, attention

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from db.publishing.cells import Moved


def movements(moved: Iterable[Moved], references: Mapping[int, str]) -> list[Movement]:
    """Add up, by contract and measure, the months in which a figure stood before and after."""
    sums: dict[tuple[int, str], list[int]] = defaultdict(lambda: [0, 0, 0])
    for each in moved:
        if each.before is not None and each.after is not None:
            total = sums[each.contract_id, each.measure]
            total[0] += each.before
            total[1] += each.after
            total[2] += 1
    return [
        Movement(references[contract_id], measure, before, after, months)
        for (contract_id, measure), (before, after, months) in sorted(sums.items())
    ]


def too_large(movement: Movement, swing_count: int, swing_share: float) -> bool:
    """Say whether a total moves by at least the count and at least the share of what stands."""
    swing = abs(movement.after - movement.before)
    return swing >= swing_count and swing >= swing_share * abs(movement.before)


def questions(
    sending: Sending, changes: Changes, large: Iterable[Movement], spanned: int
) -> list[Problem]:
    """Give what the sender is asked to confirm; empty when nothing is."""
    asked: list[Problem] = []
    if not sending.confirm_size:
        asked += [_size(movement) for movement in large]
    stated = bool(sending.months) or sending.mode is not None
    if changes.removed and not stated and (spanned > 1 or not sending.confirm_size):
        asked.append(_removal(changes.removed, spanned))
    return asked


def _size(movement: Movement) -> Problem:
    return attention(
        "large_change",
        f"{movement.measure} of contract {movement.contract} moves from {movement.before:,} to "
        f"{movement.after:,} over the same {movement.months} months. "
        "Confirm the size (--confirm-size) if that is right.",
        column="value",
    )


def _removal(rows: int, spanned: int) -> Problem:
    how = "confirm it" if spanned == 1 else "say which months it replaces"
    return attention(
        "removal",
        f"{rows:,} rows that stand are not in this file and would be removed. If the file holds "
        f"the whole of its months, {how} (--month or --mode whole); "
        "if it only corrects some rows, send it as corrections (--mode corrections).",
    )
