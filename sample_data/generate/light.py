"""What did the seven light contracts return?

No clients stand behind these figures: each month is drawn around what the story expects of it.
"""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import TYPE_CHECKING

from sample_data.generate.dice import Dice
from sample_data.generate.events import MEASURES
from sample_data.generate.months import LAST, add_months, days_after, month_end, months, text
from sample_data.generate.returns import Returned, figure_rows, never_came, return_file
from sample_data.generate.sample_file import SampleFile, csv_bytes, instant
from sample_data.generate.story import economy, inflow

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sample_data.generate.story import Plan

    Figures = Counter[tuple[str, date, str]]

MONTHLY_FROM = date(2009, 12, 1)
JOB_LAGS = (0.02, 0.10, 0.16, 0.17, 0.15, 0.12, 0.10, 0.08, 0.06, 0.04)
SUSTAINED_LAGS = (0.0, 0.0, 0.0, 0.35, 0.30, 0.20, 0.15)
EXIT_LAGS = (0.01, 0.03, 0.05, 0.08, 0.13, 0.18, 0.20, 0.16, 0.10, 0.06)
CUMULATIVE = "PLP-L6"
CUMULATIVE_MAPPING = "prime-provider-6-cumulative"
APRIL = 4


def figures(plan: Plan) -> Figures:
    """Give every month's figures of a light contract."""
    found: Figures = Counter()
    for category in ("mandatory", "voluntary"):
        dice = Dice("light", plan.contract, category)
        for month in months(plan.starts_on, LAST):
            for measure, value in _month(plan, category, month, found, dice).items():
                found[measure, month, category] = value
    for (measure, month, _), value in list(found.items()):
        found[measure, month, "all"] += value
    return found


def _month(plan: Plan, category: str, month: date, so_far: Figures, dice: Dice) -> dict[str, int]:
    """Give one month of one category, drawn from the months before it."""
    mandatory = category == "mandatory"
    size = plan.mandatory if mandatory else plan.voluntary
    rate = (plan.job_rate if mandatory else plan.voluntary_job_rate) * 1.12
    before = _Before(so_far, month, category)
    referred = dice.count(size * inflow(plan, month))
    started = min(dice.count(0.42 * (referred + before.of("referrals", 1))), referred + 20)
    found = {"referrals": referred, "starts": started, "wfi_1": started}
    for number in range(2, 6):
        found[f"wfi_{number}"] = dice.rounded(
            (0.5 * before.of("starts", number - 1) + 0.5 * before.of("starts", number))
            * 0.86 ** (number - 1)
        )
    found["wfis_total"] = sum(found[f"wfi_{number}"] for number in range(1, 6))
    chance = rate * economy(month) * plan.factor("jobs", month)
    found["job_starts"] = dice.count(chance * 1.1 * before.spread("starts", JOB_LAGS, started))
    found["job_outcomes"] = min(dice.rounded(found["job_starts"] * 0.91), found["job_starts"])
    found["sustained_job_outcomes"] = dice.count(
        0.46 * before.spread("job_outcomes", SUSTAINED_LAGS, 0)
    )
    found["ftas"] = dice.count(found["wfis_total"] * (0.47 if mandatory else 0.15))
    found["deferrals"] = dice.count(started * 0.05)
    found["exits"] = dice.rounded(0.96 * before.spread("starts", EXIT_LAGS, started))
    return found


class _Before:
    """The months before this one."""

    def __init__(self, found: Figures, month: date, category: str) -> None:
        """Look back from a month."""
        self._found, self._month, self._category = found, month, category

    def of(self, measure: str, back: int) -> int:
        """Give a figure so many months back; nought before the first month."""
        return self._found[measure, add_months(self._month, -back), self._category]

    def spread(self, measure: str, lags: tuple[float, ...], now: int) -> float:
        """Give what earlier months still send into this one."""
        return sum(
            share * (self.of(measure, back) if back else now) for back, share in enumerate(lags)
        )


def light_files(plan: Plan) -> Iterator[SampleFile]:
    """Give a light contract's returns: by quarter at first, by month since December 2009."""
    found = figures(plan)
    if plan.contract == CUMULATIVE:
        yield from _cumulative_files(plan, found)
        return
    for returned in _returns(plan):
        yield return_file(returned, figure_rows(returned, found, MEASURES))
    if plan.contract == "PLP-L3":
        again = Returned(
            plan, "provider_mi", (date(2010, 5, 1),), LAST, date(2010, 6, 28), again=True
        )
        yield return_file(again, figure_rows(again, found, MEASURES))


def _returns(plan: Plan) -> Iterator[Returned]:
    """Give the months of each return and the day it came."""
    dice = Dice("light returns", plan.contract)
    span: list[date] = []
    for month in months(plan.starts_on, LAST):
        span.append(month)
        if month >= MONTHLY_FROM or month.month % 3 == 0:
            received_on = days_after(month_end(month), 4 if month == LAST else dice.whole(2, 5))
            if not never_came(plan, month):
                yield Returned(plan, "provider_mi", tuple(span), received_on, received_on)
            span = []


def _cumulative_files(plan: Plan, found: Figures) -> Iterator[SampleFile]:
    """Give the returns of the provider that sends each year's figures to date, April to March."""
    year: list[date] = []
    for month in months(plan.starts_on, LAST):
        year = [month] if month.month == APRIL else [*year, month]
        if month.month == APRIL - 1 or month >= MONTHLY_FROM:
            yield _cumulative_file(plan, found, tuple(year))


def _cumulative_file(plan: Plan, found: Figures, year: tuple[date, ...]) -> SampleFile:
    """Give one year to date in the provider's own layout: a column a month, running totals."""
    rows = []
    for measure in MEASURES:
        for category in ("all", "mandatory", "voluntary"):
            total, row = (
                0,
                {
                    "Contract no": plan.contract,
                    "Indicator": _spelt(measure),
                    "Client group": _spelt(category),
                },
            )
            for month in year:
                total += found[measure, month, category]
                row[text(month)] = str(total)
            rows.append(row)
    if year[-1] == FALLS_IN:
        _let_fall(rows)
    columns = ("Contract no", "Indicator", "Client group", *(text(month) for month in year))
    return SampleFile(
        order=0,
        dataset="monthly_return",
        source="provider_mi",
        contract=plan.contract,
        name=f"plp/monthly_returns/{plan.contract}_year_to_date_{text(year[-1])}.csv",
        data=csv_bytes(rows, columns),
        received=instant(days_after(month_end(year[-1]), 5), 90),
        sender="prime-6",
        mapping=CUMULATIVE_MAPPING,
        months=tuple(text(month) for month in year),
        confirm_size=True,
    )


FALLS_IN = LAST


def _let_fall(rows: list[dict[str, str]]) -> None:
    """Let the last month's job outcomes to date stand below the month before, as they were sent."""
    for row in rows:
        if row["Indicator"] == "Job outcomes" and row["Client group"] != "Voluntary":
            row["2010-11"] = str(int(row["2010-10"]) - 3)


def _spelt(code: str) -> str:
    """Spell a code as the provider does."""
    return code.replace("_", " ").capitalize()
