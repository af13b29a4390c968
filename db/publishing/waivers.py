"""Which rows waive an interview after the last day on which that was allowed?

Source: requirements.md REF-12: an adviser's power to waive ended with the change to ESA. Earlier
waivers are kept as history.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from db import registers
from monitoring.findings import Problem, holds
from monitoring.journeys.deferred import says_waived
from monitoring.narrative.words import day
from monitoring.parameters import in_force

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy.orm import Session

    from monitoring.checks import Checked
    from monitoring.programmes import Programme

DATASET, LAST_DAY = "deferrals", "waiver_last_date"


def too_late(
    session: Session,
    checked: Checked,
    known: Mapping[str, tuple[int, str]],
    programmes: Mapping[str, Programme],
) -> list[Problem]:
    """Hold the deferrals that say an interview was waived on a day it no longer could be."""
    names = ("contract", "from_on", "reason")
    rows = zip(*(checked.columns[name] for name in names), checked.row_numbers, strict=True)
    waived = [row for row in rows if says_waived(str(row[2]))]
    settings = registers.settings_of(session, {known[str(row[0])][0] for row in waived})
    problems = []
    for reference, from_on, _, number in waived:
        contract, programme = known[str(reference)]
        own = programmes[programme].parameters
        last = in_force(settings.get(contract, ()), LAST_DAY, from_on, own)
        if isinstance(last, date) and from_on > last:
            problems.append(
                holds(
                    "waived_too_late",
                    f"An interview could be waived until {day(last)}, and this is later. Give "
                    "the reason it is put off, or leave the row out.",
                    row=number,
                    column="from_on",
                    value=from_on.isoformat(),
                )
            )
    return problems
