"""What was promised in each profile set, by whom, and how does it stand to the original?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd

from monitoring.narrative.words import (
    count_of,
    day,
    listed,
    lower_first,
    months_span,
    number,
    percent,
)
from monitoring.profile_sets import SetDifference, in_order
from monitoring.rates import share
from monitoring.reprofiling import compared

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from monitoring.profile_sets import ProfileSet
    from monitoring.programmes import Measure
    from monitoring.reprofiling import Key, Months


@dataclass(frozen=True, slots=True)
class SetsOf:
    """Every profile set of one contract with its figures, by name."""

    sets: Mapping[str, ProfileSet]
    figures: Mapping[str, Mapping[Key, Months]]

    @property
    def ordered(self) -> list[ProfileSet]:
        """Give the sets in the order they are always shown in."""
        return in_order(self.sets.values())

    @property
    def original(self) -> ProfileSet | None:
        """Give the original set; None where there is none."""
        return next((one for one in self.ordered if one.is_original), None)

    def months(self, name: str, key: Key) -> Months:
        """Give a set's months of one measure and category; none where it has none."""
        return self.figures.get(name, {}).get(key, {})

    def with_key(self, key: Key) -> list[ProfileSet]:
        """Give the sets that have figures of a measure and category."""
        return [one for one in self.ordered if self.months(one.name, key)]

    def against_original(self, name: str, key: Key) -> SetDifference | None:
        """Compare a set with the original over the months the set has; None for the original."""
        own, first = self.months(name, key), self.original
        if first is None or name == first.name or not own:
            return None
        began = self.months(first.name, key)
        whole = sum(value for month, value in began.items() if month in own)
        asked = sum(own.values())
        return SetDifference(whole, asked, asked - whole, share(asked - whole, whole))


def table(found: SetsOf, key: Key) -> pd.DataFrame:
    """Give one row a set: standing, months, total, and its distance from the original."""
    return pd.DataFrame([_row(found, one, key) for one in found.ordered])


def _row(found: SetsOf, one: ProfileSet, key: Key) -> dict[str, Any]:
    own, apart = found.months(one.name, key), found.against_original(one.name, key)
    return {
        "set": one.title[:1].upper() + one.title[1:],
        "standing": one.label,
        "months": months_span(min(own), max(own)) if own else "no figures of this measure",
        "total": sum(own.values()) if own else None,
        "original": apart.original if apart else None,
        "difference": apart.difference if apart else None,
        "share": 100 * apart.share if apart else None,
        "effective_from": one.effective_from,
        "provider_agreed_on": one.provider_agreed_on,
        "author": one.author,
    }


def by_month(found: SetsOf, key: Key) -> pd.DataFrame:
    """Give every set's figures of a measure and category: a row a set and month."""
    rows = [
        (one.name, month, value)
        for one in found.ordered
        for month, value in found.months(one.name, key).items()
    ]
    return pd.DataFrame(rows, columns=["set", "month", "profile"])


def totals(found: SetsOf, measures: Mapping[str, Measure], category: str) -> pd.DataFrame:
    """Give each measure's total in every set; blank where a set has none of it."""
    codes = {code for own in found.figures.values() for code, whom in own if whom == category}
    rows = [
        {"measure": measure.title}
        | {
            one.name: sum(months.values()) if (months := found.months(one.name, (code, category)))
            else None
            for one in found.ordered
        }
        for code, measure in measures.items()
        if code in codes and not measure.is_rate
    ]
    return pd.DataFrame(rows)


def finding(found: SetsOf, key: Key, measure: Measure) -> str:
    """Say what the original promises, and what each other set asks beside it."""
    first = found.original
    if first is None or not found.months(first.name, key):
        return f"No original profile of {lower_first(measure.title)} is stored for this contract."
    own = found.months(first.name, key)
    months = count_of(len(own), "month", "months")
    said = f"The original promises {number(sum(own.values()))} {measure.unit} over {months}."
    others = [one for one in found.with_key(key) if not one.is_original]
    if not others:
        return f"{said} No other set is shared."
    return " ".join([said, *(_said_of(found, one, key) for one in others)])


def _said_of(found: SetsOf, one: ProfileSet, key: Key) -> str:
    apart = found.against_original(one.name, key)
    if apart is None:
        return ""
    own = found.months(one.name, key)
    name = one.title[:1].upper() + one.title[1:]
    beside = f"{number(apart.other)} of the original's {number(apart.original)}"
    return (
        f"{name} ({one.label}) asks for {beside} in {months_span(min(own), max(own))}: "
        f"{difference_words(apart)}."
    )


def difference_words(apart: SetDifference) -> str:
    """Write a difference as a number and a share: 900 fewer (-25.0%)."""
    if apart.difference == 0:
        return "the same"
    word = "fewer" if apart.difference < 0 else "more"
    sign = "+" if apart.difference > 0 else ""
    return f"{number(abs(apart.difference))} {word} ({sign}{percent(apart.share)})"


def shifts_finding(original: Months, new: Months, measure: Measure) -> str:
    """Say how far a draft moves from the original over the whole contract, and where most."""
    rows = compared(original, new)
    whole, asked = sum(original.values()), sum(new.values())
    apart = SetDifference(whole, asked, asked - whole, share(asked - whole, whole))
    said = (
        f"The original has {number(whole)} {measure.unit}, the new set {number(asked)}: "
        f"{difference_words(apart)}."
    )
    moved = rows[rows["difference"] != 0]
    if moved.empty:
        return f"{said} No month moves."
    most = moved.sort_values("difference", key=abs).iloc[-1]
    word = "fewer" if most["difference"] < 0 else "more"
    count = f"{len(moved)} of {count_of(len(rows), 'month', 'months')} move"
    month = months_span(most["month"], most["month"])
    return f"{said} {count}; {month} most, by {number(abs(most['difference']))} {word}."


def told(one: ProfileSet) -> str:
    """Say who drew a set up, on whose authority, why, from when, and whether it was agreed."""
    authority = f"authority {one.authority}" if one.authority else "no authority given"
    agreed = (
        f"the provider agreed on {day(one.provider_agreed_on)}"
        if one.provider_agreed_on
        else "no agreement of the provider is recorded"
    )
    since = [f"from {day(one.effective_from)}"] if one.effective_from else []
    parts = [*([one.author] if one.author else []), authority, *since, agreed]
    first = "; ".join(parts)
    why = f" {one.rationale.rstrip('.')}." if one.rationale else ""
    return f"{first[:1].upper()}{first[1:]}.{why}"


def uneven(months: Sequence[str]) -> str:
    """Say in which months all clients are not the sum of the categories."""
    first = listed(list(months[:3]))
    more = len(months) - 3
    return f"{first} and {count_of(more, 'other month', 'other months')}" if more > 0 else first


def named(name: str) -> str:
    """Write a set's name as the beginning of a sentence."""
    words = name.replace("_", " ")
    return f"{words[:1].upper()}{words[1:]}"
