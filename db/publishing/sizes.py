"""Is this file so different from what stands that its sender should say yes once more?"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from db import registers
from db.publishing.request import Changes, Movement, Sending
from monitoring.findings import Problem, attention
from monitoring.parameters import in_force

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from db.publishing.bench import Bench
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


@dataclass(frozen=True, slots=True)
class Swing:
    """How far a figure may move before somebody is asked: a count, and a share of what stood."""

    count: int
    share: float

    def is_passed(self, before: int, after: int) -> bool:
        """Say whether a figure moves by at least the count and at least the share."""
        moved = abs(after - before)
        return moved >= self.count and moved >= self.share * abs(before)


def swings(bench: Bench) -> dict[int, Swing]:
    """Give the swing in force for each contract of a file on the day it was received."""
    prepared = bench.work.prepared
    settings = registers.settings_of(bench.session, bench.touched)
    on = (prepared.sending.received or bench.desk.now).date()
    found = {}
    for contract_id, code in bench.known.values():
        if code:  # reference data belongs to no programme and has no size to confirm
            own = prepared.programmes[code].parameters
            count, share = (
                in_force(settings.get(contract_id, ()), each, on, own)
                for each in ("swing_count", "swing_share")
            )
            found[contract_id] = Swing(int(str(count)), float(str(share)))
    return found


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
    months = "month" if movement.months == 1 else f"{movement.months} months"
    return attention(
        "large_change",
        f"{movement.measure} of contract {movement.contract} moves from {movement.before:,} to "
        f"{movement.after:,} over the same {months}.",
        column="value",
    )


def _removal(rows: int, spanned: int) -> Problem:
    how = "confirm it" if spanned == 1 else "say which months it replaces"
    return attention(
        "removal",
        f"{rows:,} rows that stand are not in this file and would be removed. If the file holds "
        f"the whole of its months, {how}; "
        "if it only corrects some rows, send it as corrections.",
    )
