"""Which review pack was made in the sample?

One for the first area's last review, on the morning before it was held and shared with the
provider: opened today, it says what was known then.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from db import packs
from db.packs import Asked
from monitoring.audiences import Audience
from monitoring.pack import PARTS
from monitoring.periods import add_months, quarter_of
from sample_data.promises.people import AREA_1, cm, plan_of
from sample_data.promises.reviews import LAST_REVIEW

if TYPE_CHECKING:
    from datetime import date

    from sample_data.promises.people import Writers

BEFORE_NOON = 11


def write(writers: Writers) -> None:
    """Make the pack of the first area's last review, of the quarter that was over."""
    day = LAST_REVIEW[AREA_1]
    pen = writers.pen(cm(AREA_1), day, BEFORE_NOON)
    quarter = _over(AREA_1, day)
    packs.make(pen, Asked(AREA_1, quarter, tuple(PARTS), Audience.SHARED, pen.now))


def _over(contract: str, day: date) -> date:
    """Give the last quarter of a contract that was over on a day."""
    starts = plan_of(contract).starts_on
    running = quarter_of(day, starts)
    return quarter_of(add_months(running, -1), starts)
