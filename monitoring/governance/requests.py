"""Who asked whom for which figures, what came of it, and how many hours did it take?

Source: requirements.md MI-13, MI-14: duplicate and disputed requests for data.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from monitoring.governance.parties import NAMES, Party
from monitoring.narrative.words import count_of, listed, months_span
from monitoring.periods import add_months, months_of, quarter_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date, datetime

    from monitoring.audiences import Audience

MINUTES_OF_HOUR = 60


class Did(StrEnum):
    """What one step of a request did, and so how the request stands after it."""

    ASKED = "asked"
    ANSWERED = "answered"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is asked for: of whom, which figures, what for, by when; and what came."""

    of_party: Party
    purpose: str
    dataset: str = ""
    measure: str = ""
    first_month: date | None = None
    last_month: date | None = None
    due_on: date | None = None
    minutes: int | None = None
    submission: int | None = None
    text: str = ""

    @property
    def months(self) -> list[date]:
        """Give the months asked for; none where none are named."""
        first, last = self.first_month, self.last_month or self.first_month
        return months_of(first, last) if first and last else []


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a request."""

    number: int
    did: Did
    wanted: Wanted
    by: str  # the login
    at: datetime
    audience: Audience
    arrangement: str = ""
    writer: str = ""  # by name and side, where known

    @property
    def who(self) -> str:
        """Give who took it, as readers know them."""
        return self.writer or self.by


@dataclass(frozen=True, slots=True)
class Request:
    """A request for data with the steps a reader may see."""

    contract: str
    number: int
    steps: tuple[Step, ...]

    @property
    def last(self) -> Step:
        """Give the step that says how it stands."""
        return self.steps[-1]

    @property
    def wanted(self) -> Wanted:
        """Give what was asked and what came of it."""
        return self.last.wanted

    @property
    def is_open(self) -> bool:
        """Say whether it still waits for an answer."""
        return self.last.did is Did.ASKED

    def days_late(self, on: date) -> int:
        """Count the days an open request is past its date."""
        due = self.wanted.due_on
        return max((on - due).days, 0) if self.is_open and due else 0


def refusal(last: Step | None, did: Did, wanted: Wanted, login: str) -> str:
    """Say why a step cannot be taken; blank where it can.

    Parameters
    ----------
    last
        The step before; None for the first.
    did, wanted
        What the step does, and what would hold from then on.
    login
        Who takes it: only who asked withdraws, and nobody answers themself.
    """
    if (last is None) is not (did is Did.ASKED):
        return "There is nothing of this number here, or it is not yours."
    if last is not None and last.did is not Did.ASKED:
        return "This request was settled already. Ask again if something is still missing."
    if last is not None and (did is Did.WITHDRAWN) is not (last.by == login):
        return "Who asked may withdraw a request; the others answer or decline it."
    return _unsaid(did, wanted)


def _unsaid(did: Did, wanted: Wanted) -> str:
    if did is Did.ASKED:
        if not wanted.purpose.strip():
            return "Say what it is for, so that whoever answers gives the right figures."
        if wanted.last_month and wanted.first_month and wanted.last_month < wanted.first_month:
            return "Put the earlier month first."
        return "" if wanted.due_on else "Say by when it is needed."
    if did is Did.ANSWERED and not (wanted.submission or wanted.text.strip()):
        return "Name the return that answers it, or write the answer."
    if did is Did.DECLINED and not wanted.text.strip():
        return "Say why it is declined."
    return ""


@dataclass(frozen=True, slots=True)
class Holding:
    """A return the store holds: whose, of which months, and when it came."""

    submission: int
    dataset: str
    source: str
    months: tuple[date, ...]
    received_on: date
    sent_by: str


def not_held(months: Sequence[date], held: Iterable[Holding]) -> list[date]:
    """Give the months asked for that no return held covers."""
    known = {month for each in held for month in each.months}
    return [month for month in months if month not in known]


def latest_of_each(months: Sequence[date], held: Iterable[Holding]) -> list[Holding]:
    """Keep of each dataset and source the newest return of each month asked for."""
    newest: dict[tuple[str, str, date], Holding] = {}
    wanted = set(months)
    for each in sorted(held, key=lambda one: one.submission):
        for month in each.months:
            if not wanted or month in wanted:
                newest[each.dataset, each.source, month] = each
    kept = dict.fromkeys(sorted(newest.values(), key=lambda one: -one.submission))
    return list(kept)


def spans(months: Sequence[date]) -> str:
    """Write months as the spans they make: January to March 2010 and May 2010.

    Examples
    --------
    >>> from datetime import date
    >>> spans([date(2010, 1, 1), date(2010, 2, 1), date(2010, 5, 1)])
    'January to February 2010 and May 2010'
    """
    runs: list[list[date]] = []
    for month in sorted(set(months)):
        if runs and add_months(runs[-1][-1], 1) == month:
            runs[-1].append(month)
        else:
            runs.append([month])
    return listed([months_span(run[0], run[-1]) for run in runs])


@dataclass(frozen=True, slots=True)
class Effort:
    """What one party was asked in one contract quarter, and what answering took."""

    quarter: date
    party: Party
    asked: int
    settled: int
    minutes: int
    unknown: int  # answered without saying how long it took


def effort(requests: Iterable[Request], starts_on: date) -> list[Effort]:
    """Total what answering took, by contract quarter of the asking and by party."""
    found: dict[tuple[date, Party], list[Request]] = defaultdict(list)
    for each in requests:
        asked = each.steps[0].at.date()
        found[quarter_of(asked, starts_on), each.wanted.of_party].append(each)
    return [
        _effort(quarter, party, own)
        for (quarter, party), own in sorted(found.items(), reverse=True)
    ]


def _effort(quarter: date, party: Party, own: list[Request]) -> Effort:
    settled = [each for each in own if each.last.did in {Did.ANSWERED, Did.DECLINED}]
    told = [each.wanted.minutes for each in settled]
    known = [minutes for minutes in told if minutes is not None]
    return Effort(quarter, party, len(own), len(settled), sum(known), len(told) - len(known))


def hours(minutes: int) -> str:
    """Write minutes as hours and minutes.

    Examples
    --------
    >>> hours(45), hours(60), hours(195)
    ('45 minutes', '1 hour', '3 hours 15 minutes')
    """
    whole, rest = divmod(minutes, MINUTES_OF_HOUR)
    parts = [count_of(whole, "hour", "hours")] if whole else []
    parts += [count_of(rest, "minute", "minutes")] if rest or not whole else []
    return " ".join(parts)


def asked_of(wanted: Wanted) -> str:
    """Name whom it is asked of, inside a sentence."""
    return f"the {NAMES[wanted.of_party]}"
