"""What is asked of a pack: which contract, quarter and sections, for whom, as known when?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from monitoring.periods import By, add_months, last_ended, last_of, months_of, quarter_of

if TYPE_CHECKING:
    from datetime import date, datetime

    from db.queries.contracts import Terms
    from monitoring.audiences import Audience
    from monitoring.pack import Part

QUARTER = 3  # months


@dataclass(frozen=True, slots=True)
class Asked:
    """One pack as it is asked for; the quarter is the contract's own, named by its first month."""

    contract: str
    first: date
    sections: tuple[Part, ...]
    audience: Audience
    as_at: datetime

    @property
    def last(self) -> date:
        """Give the quarter's last month."""
        return last_of(self.first, By.QUARTER)


def quarters(terms: Terms, on: date) -> list[date]:
    """Give the contract's own quarters that have begun by a day, the latest first.

    The last one whose months have all ended comes before one that is still running.
    """
    last = min(terms.last_month or on, on)
    if last < terms.first_month:
        return [terms.first_month]
    every = {quarter_of(each, terms.first_month) for each in months_of(terms.first_month, last)}
    ended = last_ended(on)
    over = [each for each in every if add_months(each, QUARTER - 1) <= ended]
    rest = sorted(every - set(over), reverse=True)
    return [*sorted(over, reverse=True), *rest]
