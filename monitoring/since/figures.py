"""How do a contract's figures stand then and now, and which of them moved most?

A difference is in the measure's own unit. What moved is judged by what can be compared between
measures: points of the share of profile, or of a rate; a count without a profile comes after.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd

from monitoring import profiles, targets
from monitoring.periods import By
from monitoring.rates import FEWEST, share

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import date

    from monitoring.programmes import Measure

    ByPeriod = Callable[[pd.DataFrame, By, date], pd.DataFrame]

UNKNOWN = math.nan
Months = pd.DataFrame
"""What ``profiles.against_profiles`` or ``targets.against_target`` gave of one contract and set."""


@dataclass(frozen=True, slots=True)
class Stand:
    """How one measure stands: over which months, the figure, its profile and their share.

    A rate has its counts beside it; ``month_actual`` and ``month_profile`` are those of the last
    month. Unknown is NaN.
    """

    month: date  # the last one with a figure
    actual: float
    profile: float
    share: float
    month_actual: float
    month_profile: float
    numerator: float = UNKNOWN
    denominator: float = UNKNOWN

    @property
    def gap(self) -> float:
        """Give how far the figure lies from its profile: negative where it is short of it."""
        return self.actual - self.profile

    @property
    def few(self) -> bool:
        """Say whether a rate stands on too few to be told as one."""
        return self.denominator < FEWEST  # not so for a count, whose denominator is not known


@dataclass(frozen=True, slots=True)
class Moved:
    """One measure then and now; None where it had no figure."""

    measure: Measure
    before: Stand | None
    after: Stand | None

    @property
    def difference(self) -> float:
        """Give now less then, in the measure's unit; of a rate as a fraction."""
        return self._less("actual")

    @property
    def gap_change(self) -> float:
        """Give by how much the distance from profile changed, in the measure's unit."""
        return self._less("gap")

    @property
    def share_change(self) -> float:
        """Give by how much the share of profile changed, as a fraction."""
        return self._less("share")

    @property
    def size(self) -> tuple[int, float]:
        """Give what puts it in order: the most moved first, what cannot be told last."""
        points = self.difference if self.measure.is_rate else self.share_change
        if not math.isnan(points) and not self._few:
            return 0, -abs(points)
        then = self.before.actual if self.before else UNKNOWN
        grown = share(abs(self.difference), abs(then))
        if self.measure.is_rate or math.isnan(grown):
            return 2, 0.0
        return 1, -grown

    @property
    def stands_still(self) -> bool:
        """Say whether both sides are the same."""
        return self.before == self.after

    @property
    def _few(self) -> bool:
        return any(one is not None and one.few for one in (self.before, self.after))

    def _less(self, name: str) -> float:
        if self.before is None or self.after is None:
            return UNKNOWN
        return float(getattr(self.after, name) - getattr(self.before, name))


@dataclass(frozen=True, slots=True)
class Changed:
    """One month's figure that was known then and is another now; ``after`` is NaN if taken away."""

    measure: Measure
    month: date
    before: float
    after: float

    @property
    def difference(self) -> float:
        """Give after less before, in the measure's unit."""
        return self.after - self.before


def as_known(months: Months, measure: Measure, starts_on: date) -> Stand | None:
    """Give how a measure stands to date; None where no month has a figure.

    A level at a month's end is that of its last month.
    """
    return all_known({measure.code: months}, {measure.code: measure}, starts_on)[measure.code]


def all_known(
    months: Mapping[str, Months], measures: Mapping[str, Measure], starts_on: date
) -> dict[str, Stand | None]:
    """Give how each of many measures of one contract stands to date, by its code, in one pass."""
    reached = {code: profiles.to_date(rows) for code, rows in months.items()}
    rates = {code: rows for code, rows in reached.items() if measures[code].is_rate}
    counts = {
        code: rows
        for code, rows in reached.items()
        if not (measures[code].is_rate or measures[code].stock)
    }
    wholes = _wholes(rates, targets.by_period, starts_on)
    wholes |= _wholes(counts, profiles.by_period, starts_on)
    return {
        code: _stand(rows.iloc[-1], wholes.get(code, rows.iloc[-1])) if len(rows) else None
        for code, rows in reached.items()
    }


def _wholes(
    reached: Mapping[str, Months], by_period: ByPeriod, starts_on: date
) -> dict[str, pd.Series[Any]]:
    """Give each measure's total to date; none where no month has both a figure and a profile.

    Each measure takes the place a contract has elsewhere.
    """
    rows = [each.assign(contract=code, set="") for code, each in reached.items() if len(each)]
    if not rows:
        return {}
    whole = by_period(pd.concat(rows, ignore_index=True), By.TOTAL, starts_on)
    told = whole[whole["months_to"].notna()]
    return {str(row["contract"]): row for _, row in told.iterrows()}


def in_month(months: Months, month: date) -> Stand | None:
    """Give how a measure stands in one month alone; None where it has no figure."""
    own = months[(months["month"] == pd.Timestamp(month)) & months["actual"].notna()]
    return _stand(own.iloc[0], own.iloc[0]) if len(own) else None


def of_overview(rows: pd.DataFrame) -> dict[str, Stand | None]:
    """Give how each contract of an overview (report ``portfolio``) stands, by its reference."""
    return {str(row["contract"]): _of_row(row) for _, row in rows.iterrows()}


def _of_row(row: pd.Series[Any]) -> Stand | None:
    if pd.isna(row["months_to"]):
        return None
    names = ("actual", "profile", "share_of_profile", "month_actual", "month_profile")
    counts = ("numerator", "denominator")
    told = (_float(row.get(name)) for name in (*names, *counts))
    return Stand(pd.Timestamp(row["months_to"]).date(), *told)


def _float(value: Any) -> float:  # noqa: ANN401 - a cell of a frame
    return UNKNOWN if pd.isna(value) else float(value)


def _stand(last: pd.Series[Any], whole: pd.Series[Any]) -> Stand:
    return Stand(
        last["month"].date(),
        float(whole["actual"]),
        float(whole["profile"]),
        float(whole["share_of_profile"]),
        float(last["actual"]),
        float(last["profile"]),
        float(whole.get("numerator", UNKNOWN)),
        float(whole.get("denominator", UNKNOWN)),
    )


def moved(
    measures: Iterable[Measure],
    then: Mapping[str, Stand | None],
    now: Mapping[str, Stand | None],
) -> list[Moved]:
    """Set each measure that has a figure on either side beside itself, the most moved first."""
    both = [Moved(each, then.get(each.code), now.get(each.code)) for each in measures]
    return sorted((each for each in both if each.before or each.after), key=lambda each: each.size)


def changed(
    measures: Iterable[Measure], then: Mapping[str, Months], now: Mapping[str, Months]
) -> list[Changed]:
    """Give the months whose figure was known then and is another now, the latest month first."""
    found = []
    for each in measures:
        if each.is_rate or each.code not in then:
            continue  # a rate moves with its counts
        before = _figures(then[each.code])
        after = _figures(now[each.code]) if each.code in now else {}
        found += [
            Changed(each, month, value, after.get(month, UNKNOWN))
            for month, value in before.items()
            if after.get(month) != value
        ]
    return sorted(found, key=lambda one: (-one.month.toordinal(), one.measure.title))


def _figures(months: Months) -> dict[date, float]:
    known = months[months["actual"].notna()]
    days = [month.date() for month in known["month"]]
    return dict(zip(days, map(float, known["actual"]), strict=True))
