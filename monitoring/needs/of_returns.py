"""Which returns, reasons and promises need somebody?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from monitoring.frames import ROWS_HELD
from monitoring.narrative import day, month
from monitoring.narrative.reconciliation import starts_unreferred
from monitoring.narrative.words import count_of
from monitoring.needs.situation import Kind, Need, Situation, records
from monitoring.reasons import awaited
from monitoring.reconciliation import Difference

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable


def owed(situation: Situation) -> Iterable[Need]:
    """Give the contracts that owe returns, the one that owes most first."""
    names = situation.named
    for contract, owed in situation.owed.items():
        if owed.months and owed.due_on is not None and contract in names:
            first = month(owed.months[0])
            late = f"due {day(owed.due_on)}, {count_of(owed.days_late, 'day', 'days')} late"
            count = len(owed.months)
            said = (
                f"has not returned {first}, {late}"
                if count == 1
                else (f"owes {count} returns: the oldest, {first}, was {late}")
            )
            yield Need(
                Kind.OWED,
                f"owed:{contract}:{owed.months[0]:%Y-%m}",
                f"{names[contract]} {said}.",
                "submissions",
                situation.link(contract),
                count,
                1000 * count + owed.days_late,
            )


def held(situation: Situation) -> Iterable[Need]:
    """Give the returns with rows that wait to be mended."""
    names = situation.named
    for row in records(ROWS_HELD.check(situation.held)):
        contract, submission, rows = row["contract"], row["submission"], int(row["rows"])
        wait = "waits" if rows == 1 else "wait"
        yield Need(
            Kind.HELD,
            f"held:{contract}:{submission}",
            f"{count_of(rows, 'row', 'rows')} of {names.get(contract, contract)} {wait} to be "
            f"mended in receipt {submission} and {'is' if rows == 1 else 'are'} in no figure.",
            "submissions",
            situation.link(contract, submission=str(submission)),
            rows,
            float(rows),
        )


def unreferred(situation: Situation) -> Iterable[Need]:
    """Give the contracts whose provider has starts that nobody referred, for no reason found."""
    names = situation.named
    for contract, count in situation.unreferred.items():
        if count and contract in names:
            yield Need(
                Kind.UNREFERRED,
                f"unreferred:{contract}",
                f"{names[contract]}: {starts_unreferred(count)}.",
                "reconcile",
                situation.link(contract, **{"class": str(Difference.RIGHT_ONLY)}),
                count,
                float(count),
            )


def reasons(situation: Situation) -> Iterable[Need]:
    """Give the contracts of which months below profile await a reason."""
    names = situation.named
    for contract, rows in situation.reasons.groupby("contract"):
        code = str(rows["measure"].iloc[0])
        name = names.get(str(contract), str(contract))
        yield Need(
            Kind.REASON,
            f"reason:{contract}:{code}:{rows['month'].max():%Y-%m}",
            awaited(name, rows, situation.measures[code]),
            "profile_vs_actual",
            situation.link(str(contract), measure=code),
            len(rows),
            float(len(rows)),
        )


def due(kind: Kind) -> Callable[[Situation], Iterable[Need]]:
    """Give what finds the promises of one kind that have come due."""

    def find(situation: Situation) -> Iterable[Need]:
        names = situation.named
        for one in situation.due:
            if one.sort.value == kind.value and one.contract in names:
                said = f"{names[one.contract]}: {one.sentence}."
                yield Need(kind, one.key, said, one.page, one.query, one.level, one.size)

    return find


def handed(kind: Kind) -> Callable[[Situation], Iterable[Need]]:
    """Give the finder of the returns that wait for one thing."""

    def found(situation: Situation) -> Iterable[Need]:
        names = situation.named
        for each in situation.handed:
            if each.waits.value == kind.value and each.contract in names:
                number, said = str(each.submission), each.sentence(names[each.contract])
                key = f"{kind.value}:{each.contract}:{number}"
                link = situation.link(each.contract, submission=number)
                yield Need(kind, key, said, "submissions", link, 1, float(each.submission))

    return found
