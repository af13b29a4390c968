"""What needs this person this month?

What changed since they last looked, ordered by consequence: at most seven sentences, each with
its numbers and one link. An item noted with a line stays away until it worsens.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from monitoring import standards
from monitoring.frames import RESTATED, ROWS_HELD
from monitoring.narrative import (
    contract_name,
    day,
    month,
    number,
    percent,
    quantity,
)
from monitoring.narrative.standards import below_standard
from monitoring.narrative.words import count_of, lower_first
from monitoring.programmes import Better
from monitoring.reasons import ASKED, awaited
from monitoring.vocabulary import Standing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    import pandas as pd

    from monitoring.freshness import Owed
    from monitoring.handed_back import Handed
    from monitoring.programmes import Measure
    from monitoring.promises import Due

MOST = 7
FELL_BY = 0.05  # a default of this product: a smaller fall in share of profile is no news
_STEPS = 20  # a shortfall worsens with every twentieth of the profile
_RANKS = {Standing.ON_PROFILE: 0, Standing.BELOW: 1, Standing.WELL_BELOW: 2}


class Kind(StrEnum):
    """What sort of thing needs somebody, the gravest first."""

    SENT_BACK = "sent_back"
    OWED = "owed"
    FELL = "fell"
    RESTATED = "restated"
    HELD = "held"
    CERTIFY = "certify"
    ACTION = "action"
    REVIEW = "review"
    REQUEST = "request"
    REASON = "reason"
    SHORT = "short"
    STANDARD = "standard"
    RECOVERED = "recovered"


@dataclass(frozen=True, slots=True)
class Need:
    """One sentence, where its link leads, and how bad it is.

    ``key`` names the item for good, ``level`` is its severity when noted (a whole number that only
    grows as it worsens) and ``size`` puts items of a kind in order.
    """

    kind: Kind
    key: str
    sentence: str
    page: str
    query: Mapping[str, str]
    level: int
    size: float


@dataclass(frozen=True)
class Situation:
    """What is known now, and what was when the person last looked.

    ``rows`` and ``before`` are overviews (``portfolio.overview``) of one measure with one set a
    contract; ``before`` is None on a first visit. ``owed`` is by contract, ``held`` the frame
    ROWS_HELD, ``restated`` the frame RESTATED of what moved since, ``measures`` the programme's,
    ``substandard`` what ``standards.below`` found.
    """

    rows: pd.DataFrame
    measure: Measure
    measures: Mapping[str, Measure]
    before: pd.DataFrame | None = None
    owed: Mapping[str, Owed] = field(default_factory=dict)
    held: pd.DataFrame = field(default_factory=ROWS_HELD.empty)
    restated: pd.DataFrame = field(default_factory=RESTATED.empty)
    due: Sequence[Due] = ()  # promises that have come due
    substandard: pd.DataFrame = field(default_factory=standards.nothing)
    reasons: pd.DataFrame = field(default_factory=ASKED.empty)  # months that await one
    handed: Sequence[Handed] = ()  # returns that wait for the reader's organisation

    def link(self, contract: str, **more: str) -> dict[str, str]:
        """Give the query of a page about one contract."""
        return {"contract": contract, **more}

    def named(self) -> dict[str, str]:
        """Give the contracts' names by their reference."""
        return {row["contract"]: contract_name(row) for row in _records(self.rows)}


def sentences(situation: Situation, noted: Mapping[str, int] | None = None) -> tuple[Need, ...]:
    """Give what needs the person, the gravest first, at most seven.

    Parameters
    ----------
    situation
        What is known now and what was known when the person last looked.
    noted
        The level of each item they noted, by its key; it stays away until it worsens.

    Returns
    -------
    The worst item of every kind comes before the second worst of any, so that many late returns
    do not hide a fall; the last item of a kind says how many more there are like it.
    """
    kept = noted or {}
    lists = [
        [
            need
            for need in _in_order(find(situation))
            if need.key not in kept or worsens(kept[need.key], need.level)
        ]
        for find in _FINDERS
    ]
    shares = _shares([len(found) for found in lists], MOST)
    return tuple(
        need for found, share in zip(lists, shares, strict=True) for need in _first(found, share)
    )


def worsens(previous: int, now: int) -> bool:
    """Say whether an item noted at one level is worse now, so that it comes back."""
    return now > previous


def nothing_needed(situation: Situation) -> str:
    """Say that all is well, and what that means."""
    if situation.rows.empty:
        return "No contract is in view."
    since = "" if situation.before is None else " since you last looked"
    return f"Nothing needs you: every return that fell due is in, and nothing worsened{since}."


def _records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    return [{str(name): value for name, value in row.items()} for row in frame.to_dict("records")]


def _in_order(found: Iterable[Need]) -> list[Need]:
    return sorted(found, key=lambda need: (-need.size, need.key))


def _shares(lengths: list[int], places: int) -> list[int]:
    """Share places out in turn, the gravest kind first, until none or nothing is left."""
    shares = [0] * len(lengths)
    while places and any(have > had for have, had in zip(lengths, shares, strict=True)):
        for kind, have in enumerate(lengths):
            if places and shares[kind] < have:
                shares[kind] += 1
                places -= 1
    return shares


def _first(found: list[Need], share: int) -> list[Need]:
    """Give the first few of a kind; the last of them says how many more there are."""
    shown, more = found[:share], len(found) - share
    if shown and more:
        said = f"{shown[-1].sentence} {count_of(more, 'more is', 'more are')} like it."
        shown[-1] = replace(shown[-1], sentence=said)
    return shown


def _owed(situation: Situation) -> Iterable[Need]:
    names = situation.named()
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


def _pairs(situation: Situation) -> Iterable[tuple[dict[str, Any], dict[str, Any]]]:
    """Give each contract's row with the one it had, where both have a share."""
    if situation.before is None:
        return
    had = {row["contract"]: row for row in _records(situation.before)}
    for row in _records(situation.rows):
        old = had.get(row["contract"])
        if old and not math.isnan(row["share_of_profile"] + old["share_of_profile"]):
            yield row, old


def _fell(situation: Situation) -> Iterable[Need]:
    for row, old in _pairs(situation):
        fall = old["share_of_profile"] - row["share_of_profile"]
        lower = _RANKS.get(row["standing"], 0) > _RANKS.get(old["standing"], 0)
        fell = fall >= FELL_BY and situation.measure.better is not Better.LOWER
        if lower or fell:
            yield _need(
                situation,
                Kind.FELL,
                row,
                fall,
                f"{contract_name(row)} fell from {percent(old['share_of_profile'])} to "
                f"{percent(row['share_of_profile'])} of profile for "
                f"{lower_first(situation.measure.title)} since you last looked"
                f"{': now ' + row['standing'].value if lower else ''}.",
            )


def _recovered(situation: Situation) -> Iterable[Need]:
    for row, old in _pairs(situation):
        if _RANKS.get(row["standing"], 9) < _RANKS.get(old["standing"], 0):
            gain = row["share_of_profile"] - old["share_of_profile"]
            need = _need(
                situation,
                Kind.RECOVERED,
                row,
                gain,
                f"{contract_name(row)} has come back to {row['standing'].value}: "
                f"{percent(row['share_of_profile'])} of profile to {month(row['months_to'])}, from "
                f"{percent(old['share_of_profile'])}.",
            )
            yield replace(need, key=f"{need.key}:{row['months_to']:%Y-%m}", level=0)


def _short(situation: Situation) -> Iterable[Need]:
    """Give the contracts below profile, the one short of most people first."""
    for row in _records(situation.rows):
        if _RANKS.get(row["standing"], 0) and row["behind"] > 0:
            yield _need(
                situation,
                Kind.SHORT,
                row,
                row["behind"],
                f"{contract_name(row)} is {quantity(round(row['behind']), situation.measure)} "
                f"behind for {lower_first(situation.measure.title)} to "
                f"{month(row['months_to'])}: {_amounts(row, situation.measure)}.",
            )


def _amounts(row: dict[str, Any], measure: Measure) -> str:
    write = percent if measure.is_rate else number
    against = "against a target of" if measure.is_rate else "of"
    return f"{write(row['actual'])} {against} {write(row['profile'])}"


def _need(
    situation: Situation, kind: Kind, row: dict[str, Any], size: float, sentence: str
) -> Need:
    """Give an item about one contract's share of profile."""
    contract, code = row["contract"], situation.measure.code
    return Need(
        kind,
        f"{kind.value}:{contract}:{code}",
        sentence,
        "profile_vs_actual",
        situation.link(contract, measure=code),
        int(abs(1 - row["share_of_profile"]) * _STEPS),
        float(size),
    )


def _restated(situation: Situation) -> Iterable[Need]:
    names = situation.named()
    moved = RESTATED.check(situation.restated)
    moved = moved.assign(by=(moved["after"] - moved["before"]).abs().fillna(math.inf))
    for contract, rows in moved.groupby("contract"):
        most = rows.sort_values("by").iloc[-1]
        measure = situation.measures.get(most["measure"])
        title = lower_first(measure.title) if measure else most["measure"]
        figures = count_of(len(rows), "figure", "figures")
        yield Need(
            Kind.RESTATED,
            f"restated:{contract}:{most['measure']}:{most['month']:%Y-%m}:{most['after']:g}",
            f"{names.get(str(contract), str(contract))} restated {figures} of closed months"
            f"{', most of all' if len(rows) > 1 else ':'} {title} for {month(most['month'])}: "
            f"{number(most['before'])}, now {number(most['after'])}.",
            "profile_vs_actual",
            situation.link(str(contract), measure=most["measure"]),
            len(rows),
            float(most["by"]),
        )


def _held(situation: Situation) -> Iterable[Need]:
    names = situation.named()
    for row in _records(ROWS_HELD.check(situation.held)):
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


def _reasons(situation: Situation) -> Iterable[Need]:
    names = situation.named()
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


def _substandard(situation: Situation) -> Iterable[Need]:
    """Give the contracts whose rate misses its level, the one most short first."""
    names = situation.named()
    for row in _records(situation.substandard):
        contract, code = row["contract"], row["measure"]
        held = "the standard" if row["standard"] else "its target"
        yield Need(
            Kind.STANDARD,
            f"standard:{contract}:{code}",
            below_standard(names[contract], row, situation.measures[code], held),
            "profile_vs_actual",
            situation.link(contract, measure=code),
            int(100 * abs(row["target"] - row["rate"])),
            float(row["short"]),
        )


def _due(kind: Kind) -> Callable[[Situation], Iterable[Need]]:
    """Give what finds the promises of one kind that have come due."""

    def find(situation: Situation) -> Iterable[Need]:
        names = situation.named()
        for one in situation.due:
            if one.sort.value == kind.value and one.contract in names:
                said = f"{names[one.contract]}: {one.sentence}."
                yield Need(kind, one.key, said, one.page, one.query, one.level, one.size)

    return find


def _handed(kind: Kind) -> Callable[[Situation], Iterable[Need]]:
    """Give the finder of the returns that wait for one thing."""

    def found(situation: Situation) -> Iterable[Need]:
        names = situation.named()
        for each in situation.handed:
            if each.waits.value == kind.value and each.contract in names:
                number, said = str(each.submission), each.sentence(names[each.contract])
                key = f"{kind.value}:{each.contract}:{number}"
                link = situation.link(each.contract, submission=number)
                yield Need(kind, key, said, "submissions", link, 1, float(each.submission))

    return found


_FINDERS: tuple[Callable[[Situation], Iterable[Need]], ...] = (
    _handed(Kind.SENT_BACK),
    _owed,
    _fell,
    _restated,
    _held,
    _handed(Kind.CERTIFY),
    _due(Kind.ACTION),
    _due(Kind.REVIEW),
    _due(Kind.REQUEST),
    _reasons,
    _short,
    _substandard,
    _recovered,
)
"""In the order of consequence, which is the order of ``Kind``."""
