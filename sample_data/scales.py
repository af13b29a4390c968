"""What do the numbers of a provider's readiness scheme mean? Agreed with one provider, not another.

Prime Provider 2 wrote down what its scale of five means, 1 being ready for a job; Prime Provider 4
never did for its scale of four, so its clients stand in no band (requirements.md AT-15).
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from db import rules
from monitoring.parameters import BANDS_PREFIX, Setting
from sample_data.generate import WORKING_DATES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from db.scope import Principal
    from db.store import Store

CONTRACT, MANAGER = "PLP-A2", "cm-1-2"
SCALE = Setting(
    f"{BANDS_PREFIX}one_to_five",
    "1=green; 2=amber; 3=amber; 4=red; 5=red",
    date(2007, 12, 1),
    "Prime Provider 2's note of its scale, 1 being ready for a job",
)


def set_scales(store: Store, known: Mapping[str, Principal]) -> None:
    """Set what the codes of the one scheme mean, as its contract manager and on the working day."""
    day = WORKING_DATES["PLP"]
    at = datetime(day.year, day.month, day.day, 9, tzinfo=UTC)
    rules.set_parameter(store, known[MANAGER], CONTRACT, SCALE, at)
