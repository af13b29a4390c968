"""How did each district's labour market go: claimants and vacancies?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sample_data.generate.dice import Dice
from sample_data.generate.months import FIRST, LAST, month_of, months, text
from sample_data.generate.story import SEASON, economy

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from sample_data.generate.story import Plan

COLUMNS = ("district", "month", "indicator", "value")
CLAIMANTS_EACH = 62
VACANCIES_EACH = 21


def indicators(plan: Plan, first: date, last: date) -> Iterator[dict[str, object]]:
    """Give a district's months: claimants double as job chances halve, vacancies follow them."""
    dice = Dice("surroundings", plan.area)
    for month in months(FIRST, LAST):
        chances, season = economy(month), SEASON[month.month - 1]
        claimants = (
            plan.mandatory * CLAIMANTS_EACH * (1 + 1.7 * (1 - chances)) * (0.96 + 0.04 * season)
        )
        vacancies = plan.mandatory * VACANCIES_EACH * chances * (0.85 + 0.15 * season)
        drawn = {
            "jsa_claimants": round(claimants * (1 + 0.008 * dice.bell())),
            "vacancies": round(vacancies * (1 + 0.03 * dice.bell())),
        }
        if first <= month_of(month) <= last:
            for indicator, value in drawn.items():
                yield {
                    "district": plan.area,
                    "month": text(month),
                    "indicator": indicator,
                    "value": value,
                }
