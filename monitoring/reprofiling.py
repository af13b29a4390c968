"""How is a profile drawn up anew, and how far does it move from where it began?

Nothing here touches the original: a draft begins as a copy of a set and goes its own way. Whole
numbers stay whole, and what is spread adds up to its total exactly.
"""

from __future__ import annotations

import csv
import io
import json
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, Any

import pandas as pd

from monitoring.frames import PROFILE
from monitoring.rates import share
from monitoring.vocabulary import ALL_CATEGORIES, ProfileKind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

Months = dict[date, float]
"""A figure for each month, in the measure's unit, the earliest first."""
Key = tuple[str, str]
"""A measure and a client category."""
SET_COLUMNS = (
    "contract", "set", "kind", "author", "authority", "rationale", "effective_from",
    "provider_agreed_on",
)
PROFILE_COLUMNS = ("contract", "set", "month", "measure", "client_category", "value")
_ROUNDING = 1e-9


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A profile set being drawn up: what it says of itself, and its figures."""

    contract: str
    name: str
    kind: ProfileKind = ProfileKind.INFORMAL
    began_as: str = ""  # the set it is a copy of
    author: str = ""
    authority: str = ""
    rationale: str = ""
    effective_from: date | None = None
    provider_agreed_on: date | None = None
    figures: Mapping[Key, Months] = field(default_factory=dict)

    def with_figures(self, key: Key, months: Months) -> Draft:
        """Give the draft with other figures for one measure and category."""
        return replace(self, figures={**self.figures, key: dict(sorted(months.items()))})

    @property
    def measures(self) -> tuple[str, ...]:
        """Give the measures it has figures of."""
        return tuple(dict.fromkeys(measure for measure, _ in self.figures))


def spread(total: float, shape: Months) -> Months:
    """Share a total out over months in proportion to a shape, in whole numbers that add up to it.

    A shape of nothing is taken as the same for each month.

    Examples
    --------
    >>> list(spread(10, {date(2009, 1, 1): 1, date(2009, 2, 1): 1, date(2009, 3, 1): 1}).values())
    [3, 4, 3]
    """
    weights = list(shape.values()) if sum(shape.values()) else [1.0] * len(shape)
    whole = sum(weights)
    reached = [round(total * share(so_far, whole)) for so_far in accumulate(weights)]
    parts = [now - before for before, now in pairwise([0, *reached])]
    return dict(zip(shape, parts, strict=True))


def evenly(total: float, shape: Months) -> Months:
    """Share a total out with the same for each month, as near as whole numbers go."""
    return spread(total, dict.fromkeys(shape, 1.0))


def scaled(months: Months, percent: float) -> Months:
    """Give the months at a percentage of what they were; the total is rounded once."""
    return spread(round(sum(months.values()) * share(percent, 100)), months)


def shifted(months: Months, later: int) -> Months:
    """Move the figures so many months later (earlier when negative); the total stays.

    What would leave the stretch stands in its last (or first) month, and the months that are left
    empty hold 0.
    """
    every = list(months)
    moved = dict.fromkeys(every, 0.0)
    for place, value in enumerate(months.values()):
        moved[every[min(max(place + later, 0), len(every) - 1)]] += value
    return moved


def changed(months: Months, first: date, last: date, how: Callable[[Months], Months]) -> Months:
    """Change the months from the first to the last, and leave the others as they are."""
    stretch = {month: value for month, value in months.items() if first <= month <= last}
    return {**months, **how(stretch)} if stretch else dict(months)


def compared(original: Months, new: Months) -> pd.DataFrame:
    """Set a draft beside the original, month by month over the whole contract.

    Returns
    -------
    ``month``, ``original``, ``new`` (NaN where a set has none), ``difference`` (a month that only
    one of them has counts as 0 in the other) and ``moved``, the differences so far.

    Notes
    -----
    Source: requirements.md PRO-07.
    """
    every = sorted({*original, *new})
    rows = pd.DataFrame(
        {
            "month": pd.to_datetime(pd.Series(every, dtype="object")),
            "original": [original.get(month, float("nan")) for month in every],
            "new": [new.get(month, float("nan")) for month in every],
        }
    )
    rows["difference"] = rows["new"].fillna(0) - rows["original"].fillna(0)
    rows["moved"] = rows["difference"].cumsum()
    return rows


def frame_of(months: Months) -> pd.DataFrame:
    """Give months as the frame PROFILE."""
    rows = pd.DataFrame({"month": list(months), "profile": list(months.values())})
    return PROFILE.check(rows)


def months_of(profile: pd.DataFrame) -> Months:
    """Give the frame PROFILE as months."""
    rows = PROFILE.check(profile).dropna().sort_values("month")
    return {
        month.date(): float(value)
        for month, value in zip(rows["month"], rows["profile"], strict=True)
    }


def out_of_line(draft: Draft, measure: str) -> list[date]:
    """Give the months in which all clients are not the sum of the categories of a measure."""
    parts = _parts(draft, measure)
    whole = draft.figures.get((measure, ALL_CATEGORIES))
    if whole is None or not parts:
        return []
    return [
        month
        for month, value in whole.items()
        if abs(value - sum(each.get(month, 0.0) for each in parts.values())) > _ROUNDING
    ]


def summed(draft: Draft, measure: str) -> Draft:
    """Make all clients the sum of the categories."""
    parts = _parts(draft, measure).values()
    every = sorted({month for each in parts for month in each})
    total = {month: sum(each.get(month, 0.0) for each in parts) for month in every}
    return draft.with_figures((measure, ALL_CATEGORIES), total)


def shared_out(draft: Draft, measure: str) -> Draft:
    """Share all clients out between the categories in the proportions they had."""
    parts = _parts(draft, measure)
    made: dict[str, Months] = {name: {} for name in parts}
    for month, value in draft.figures[measure, ALL_CATEGORIES].items():
        had = [each.get(month, 0.0) for each in parts.values()]
        weights = had if sum(had) else [sum(each.values()) for each in parts.values()]
        for name, part in zip(parts, _portions(value, weights), strict=True):
            made[name][month] = part
    for name, months in made.items():
        draft = draft.with_figures((measure, name), months)
    return draft


def _portions(total: float, weights: list[float]) -> list[float]:
    """Share a number out in whole numbers; what is left over goes to the last."""
    whole = sum(weights) or len(weights)
    shares = weights if sum(weights) else [1.0] * len(weights)
    first: list[float] = [round(share(total * each, whole)) for each in shares[:-1]]
    return [*first, total - sum(first)]


def _parts(draft: Draft, measure: str) -> dict[str, Months]:
    return {
        category: months
        for (code, category), months in draft.figures.items()
        if code == measure and category != ALL_CATEGORIES
    }


def set_file(draft: Draft) -> bytes:
    """Write what the draft says of itself as a file of the dataset ``profile_sets``."""
    row: dict[str, object] = {
        "contract": draft.contract,
        "set": draft.name,
        "kind": str(draft.kind),
        "author": draft.author,
        "authority": draft.authority,
        "rationale": draft.rationale,
        "effective_from": _day(draft.effective_from),
        "provider_agreed_on": _day(draft.provider_agreed_on),
    }
    return _csv([row], SET_COLUMNS)


def profiles_file(draft: Draft) -> bytes:
    """Write the draft's figures as a file of the dataset ``profiles``."""
    return _csv(_lines(draft), PROFILE_COLUMNS)


def _csv(rows: Iterable[dict[str, object]], columns: tuple[str, ...]) -> bytes:
    out = io.StringIO()
    writer = csv.DictWriter(out, columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()


def _lines(draft: Draft) -> Iterable[dict[str, object]]:
    for (measure, category), months in draft.figures.items():
        for month, value in months.items():
            yield {
                "contract": draft.contract,
                "set": draft.name,
                "month": f"{month:%Y-%m}",
                "measure": measure,
                "client_category": category,
                "value": f"{value:.10g}",
            }


def _day(value: date | None) -> str:
    return value.isoformat() if value else ""


def to_text(figures: Mapping[Key, Months]) -> str:
    """Write figures as text that can be read again: kept in drafts and in variations."""
    rows = [
        [measure, category, f"{month:%Y-%m}", value]
        for (measure, category), months in figures.items()
        for month, value in months.items()
    ]
    return json.dumps(rows, separators=(",", ":"))


def figures_of(text: str) -> dict[Key, Months]:
    """Read figures that ``to_text`` wrote; none where the text is in somebody's own words."""
    try:
        rows = json.loads(text)
        found: dict[Key, Months] = {}
        for measure, category, month, value in rows:
            first = date.fromisoformat(f"{month}-01")
            found.setdefault((str(measure), str(category)), {})[first] = float(value)
    except (ValueError, TypeError):
        return {}
    return found


def draft_text(draft: Draft) -> str:
    """Write a whole draft as text."""
    said: dict[str, Any] = asdict(draft) | {"figures": to_text(draft.figures)}
    return json.dumps(said, default=str)


def draft_of(text: str) -> Draft:
    """Read a draft that ``draft_text`` wrote."""
    said = json.loads(text)
    for name in ("effective_from", "provider_agreed_on"):
        said[name] = date.fromisoformat(said[name]) if said[name] else None
    said["kind"] = ProfileKind(said["kind"])
    return Draft(**said | {"figures": figures_of(said["figures"])})
