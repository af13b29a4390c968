"""What is somebody reminded of by e-mail: returns due or late, questions late or answered?

Each is said once, to a post and not to a person, and without a figure or a client.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from monitoring.governance.parties import Party
from monitoring.governance.requests import Did
from monitoring.narrative import calendar
from monitoring.narrative.words import day
from monitoring.punctuality import Came
from monitoring.vocabulary import Source

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from datetime import date

    import pandas as pd

    from monitoring.governance.handing_over import Contact
    from monitoring.governance.requests import Request

DAYS_BEFORE = 3
SUBJECT = "Returns and requests that wait for you"
CLOSING = "This message holds no figures. Sign in to see them and to answer."
OWED_BY = {
    Source.PROVIDER_MI: Party.PRIME,
    Source.PLMI: Party.PRIME,
    Source.PARTNER: Party.PRIME,
    Source.LMS: Party.TPPM,
    Source.PAYMENTS: Party.CM,
    Source.PUBLISHED: Party.CM,
}
"""Whom to remind of a return: who sends it, or who answers for its coming."""


@dataclass(frozen=True, slots=True)
class Line:
    """One thing to be reminded of. ``key`` is the same each time, so that it is said once."""

    key: str
    contract: str
    party: Party
    text: str


@dataclass(frozen=True, slots=True)
class Letter:
    """What one address is told."""

    address: str
    lines: tuple[Line, ...]

    @property
    def body(self) -> str:
        """Give the words of the message."""
        return "\n".join([*(f"- {line.text}" for line in self.lines), "", CLOSING, ""])


def of_returns(overdue: pd.DataFrame, ahead: pd.DataFrame) -> list[Line]:
    """Give a line for each return that is late, missing or about to fall due.

    Parameters
    ----------
    overdue, ahead
        Frames PUNCTUALITY: what is owed by now, and what falls due.
    """
    late = overdue[overdue["state"].isin([str(Came.LATE), str(Came.MISSING)])]
    return [
        *(_of_return("late", row) for row in late.to_dict("records")),
        *(_of_return("due", row) for row in ahead.to_dict("records")),
    ]


def _of_return(kind: str, row: dict[str, object] | dict[object, object]) -> Line:
    told = {str(name): value for name, value in row.items()}
    contract, source = str(told["contract"]), str(told["source"])
    arrangement = str(told["arrangement"])
    period, due_on = _date(told["period"]), _date(told["due_on"])
    say = calendar.reminder if kind == "late" else calendar.announcement
    return Line(
        f"{kind}:{contract}:{source}:{arrangement}:{period:%Y-%m-%d}",
        contract,
        OWED_BY[Source(source)],
        say(contract, source, arrangement, period, due_on),
    )


def _date(value: object) -> date:
    made: date = value.date()  # type: ignore[attr-defined]  # a frame's instants are timestamps
    return made


def of_requests(requests: Iterable[Request], today: date) -> list[Line]:
    """Give a line for each request that is late, to whom it was put, or answered, to the others."""
    found = []
    for each in requests:
        key, named = f"{each.contract}:{each.number}", f"Request {each.number} on {each.contract}"
        asked = each.wanted.of_party
        if each.days_late(today) and each.wanted.due_on:
            said = f"{named} was due on {day(each.wanted.due_on)} and waits for an answer."
            found.append(Line(f"asked:{key}", each.contract, asked, said))
        if each.last.did in {Did.ANSWERED, Did.DECLINED}:
            said = f"{named} was {each.last.did} on {day(each.last.at)}."
            found.append(Line(f"answered:{key}", each.contract, _asker(asked), said))
    return found


def _asker(asked: Party) -> Party:
    """Give the party that is told of an answer: the other side of the contract."""
    return Party.PRIME if asked in {Party.CM, Party.TPPM} else Party.CM


def letters(
    lines: Iterable[Line], contacts: Iterable[Contact], told: Collection[tuple[str, str]]
) -> tuple[list[Letter], list[Line]]:
    """Put what is to be said together by address; give with it what nobody can be told.

    Parameters
    ----------
    lines
        What there is to say.
    contacts
        Whom to reach about each contract; those without an e-mail address are passed over.
    told
        Keys and addresses of what was said before.
    """
    addresses: dict[tuple[str, Party], list[str]] = defaultdict(list)
    for each in contacts:
        if "@" in each.address and not each.ended:
            addresses[each.contract, each.party].append(each.address)
    gathered: dict[str, list[Line]] = defaultdict(list)
    unheard = []
    for line in lines:
        known = addresses.get((line.contract, line.party), [])
        unheard += [] if known else [line]
        for address in known:
            if (line.key, address) not in told:
                gathered[address].append(line)
    return [Letter(name, tuple(own)) for name, own in sorted(gathered.items())], unheard
