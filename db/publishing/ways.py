"""Under which of a contract's rules is each month counted?

A month is counted under the rules in force on its first day (requirements.md CON-12). Most
contracts never set one of these, so most months of most contracts are counted in one go.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import select

from db import registers
from db.models import Contract
from monitoring import parameters
from monitoring.periods import add_months

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from datetime import datetime

    from sqlalchemy.orm import Session

    from monitoring.parameters import Setting
    from monitoring.programmes import Programme

Span = tuple[date, date]
"""The first day of the first month, and the first day of the last."""

EVER: Span = (date(1, 1, 1), date(9998, 12, 1))
START_EVENT, INELIGIBLE = "start_event", "ineligible_start_counts"
STAGE, EVENT = "actual_stage", "actual_event"
CODES = (START_EVENT, INELIGIBLE, STAGE, EVENT)
"""The parameters that decide what is counted, and in which month."""


class Way(NamedTuple):
    """What a contract's rules say about counting."""

    start_event: str = "started_on"
    ineligible_counts: bool = True
    stage: str = "reported"
    event: str = ""  # blank: nobody has said, so the day that makes the stage


@dataclass(frozen=True, slots=True)
class Stretch:
    """Months of some contracts that are counted in one way."""

    ids: tuple[int, ...]
    way: Way
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Ways:
    """For each contract the ways in which it is counted, each from a month on."""

    by_contract: Mapping[int, Sequence[tuple[date, Way]]]

    def stretches(self, span: Span, over: Iterable[str] = CODES) -> list[Stretch]:
        """Give the months of a span in as few stretches as some of the rules allow."""
        wanted = frozenset(over)
        alike: dict[tuple[Way, date, date], list[int]] = defaultdict(list)
        for contract_id, ways in self.by_contract.items():
            for way, first, last in _runs(ways, wanted):
                if first <= span[1] and last >= span[0]:
                    alike[way, max(first, span[0]), min(last, span[1])].append(contract_id)
        return [
            Stretch(tuple(sorted(ids)), way, first, last)
            for (way, first, last), ids in alike.items()
        ]

    def where(self, condition: Callable[[Way], bool]) -> list[int]:
        """Give the contracts that are counted so in any month."""
        return sorted(
            contract_id
            for contract_id, ways in self.by_contract.items()
            if any(condition(way) for _, way in ways)
        )


def _runs(ways: Sequence[tuple[date, Way]], wanted: frozenset[str]) -> list[tuple[Way, date, date]]:
    """Give each way with its first and last month, without the rules that do not matter here."""
    runs: list[tuple[Way, date, date]] = []
    ends = [add_months(first, -1) for first, _ in ways[1:]] + [EVER[1]]
    for (first, way), last in zip(ways, ends, strict=True):
        kept = _only(way, wanted)
        if runs and runs[-1][0] == kept:
            runs[-1] = (kept, runs[-1][1], last)
        else:
            runs.append((kept, first, last))
    return runs


def _only(way: Way, wanted: frozenset[str]) -> Way:
    """Give the way with every rule that is not wanted as it usually is."""
    said = dict(zip(CODES, Way._fields, strict=True))
    usual = {name: getattr(Way(), name) for code, name in said.items() if code not in wanted}
    return way._replace(**usual)


def ways_of(
    session: Session,
    ids: Iterable[int],
    programmes: Mapping[str, Programme],
    as_at: datetime | None = None,
) -> Ways:
    """Give the ways in which contracts are counted, as their rules were known (None: now)."""
    wanted = sorted(set(ids))
    settings = registers.settings_of(session, wanted, as_at)
    rows = session.execute(
        select(Contract.contract_id, Contract.programme).where(Contract.contract_id.in_(wanted))
    )
    return Ways(
        {
            contract_id: _ways(settings.get(contract_id, ()), programmes[programme].parameters)
            for contract_id, programme in rows
        }
    )


def _ways(settings: Iterable[Setting], own: Mapping[str, str]) -> list[tuple[date, Way]]:
    """Give a contract's ways, the oldest first; a change counts from the next whole month on."""
    mine = [each for each in settings if each.code in CODES]
    months = {_whole_month(each.effective_from) for each in mine}
    return [(month, _way(mine, month, own)) for month in sorted({EVER[0], *months})]


def _whole_month(day: date) -> date:
    return day if day.day == 1 else add_months(day.replace(day=1), 1)


def _way(settings: Sequence[Setting], month: date, own: Mapping[str, str]) -> Way:
    said = {code: parameters.in_force(settings, code, month, own) for code in CODES}
    told = EVENT in own or any(
        each.code == EVENT and each.effective_from <= month for each in settings
    )
    return Way(
        str(said[START_EVENT]),
        said[INELIGIBLE] is True,
        str(said[STAGE]),
        str(said[EVENT]) if told else "",
    )
