"""How does each part of a sending stand before it is published, in words?"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from monitoring.checks.header import header_form
from monitoring.narrative.words import count_of, listed
from monitoring.reading.identifiers import Search
from monitoring.vocabulary import Severity, Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from monitoring.findings import Problem
    from monitoring.reading.table import TextTable

NOT_KNOWN, NOT_REGISTERED = "unknown_contract", "unknown_arrangement"
REPEATED = "repeated_row"
STORED = frozenset({Status.PUBLISHED, Status.HELD, Status.DUPLICATE})
LONGEST_WHY = 120  # characters of a reason in the list


class State(StrEnum):
    """What a part of a sending waits for."""

    READY = "ready"
    MEND = "to mend"
    ALREADY_HELD = "already held"
    NOT_YOURS = "not yours"
    REFUSED = "refused"
    NEEDS_YES = "needs your yes"
    NEEDS_ANSWER = "needs an answer"
    WAITS = "waits"
    PUBLISHED = "published"


NEEDS_SOMEBODY = (State.MEND, State.NEEDS_YES, State.NEEDS_ANSWER)
"""States somebody can do something about, here."""


@dataclass(frozen=True, slots=True)
class Standing:
    """The state of a part, and the words for it."""

    state: State
    words: str


@dataclass(frozen=True, slots=True)
class Blocking:
    """What of a file cannot be stored: it as a whole, or some of its rows."""

    whole: int  # findings that refuse the file
    rows: frozenset[int]  # that cannot be stored as they are
    others: int  # rows that can

    def stands_in_the_way(self, *, hold: bool) -> bool:
        """Say whether nothing can be published, faulty rows held or not."""
        return self.whole > 0 or (bool(self.rows) and not (hold and self.others > 0))


def blocking(problems: Sequence[Problem], rows_read: int) -> Blocking:
    """Give what of a file cannot be stored.

    Parameters
    ----------
    problems
        Everything found in it.
    rows_read
        How many rows it has.
    """
    rows = frozenset(p.row for p in problems if p.severity is Severity.HOLDS and p.row)
    repeats = sum(each.rule == REPEATED for each in problems)
    whole = sum(each.severity is Severity.REFUSES for each in problems)
    return Blocking(whole, rows, rows_read - len(rows) - repeats)


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """What is known of a part when it was looked at.

    ``unsaid`` names what its sender has not said yet, ``questions`` what needs a yes, ``first``
    the other part of the sending that must be published before it.
    """

    problems: tuple[Problem, ...] = ()
    rows_read: int = 0
    read: bool = True  # False where its header ended the reading
    status: Status | None = None
    number: int | None = None  # of the receipt, or of the return that holds it already
    sent: bool = False
    hold: bool = False
    unsaid: str = ""
    questions: int = 0
    wrong_call: str = ""
    first: str = ""


def standing(looked: Looked) -> Standing:
    """Say how a part stands.

    >>> standing(Looked(status=Status.PUBLISHED)).words
    'ready'
    """
    if looked.sent:
        return Standing(State.PUBLISHED, f"published, receipt {looked.number}")
    if looked.unsaid:
        return Standing(State.NEEDS_ANSWER, f"needs an answer: {looked.unsaid}")
    if looked.status is Status.DUPLICATE:
        return Standing(State.ALREADY_HELD, f"already held: return {looked.number}")
    if looked.wrong_call:
        return Standing(State.REFUSED, f"refused: {_short(looked.wrong_call)}")
    if looked.first:
        return Standing(State.WAITS, f"waits for {looked.first}, sent before it")
    return _by_problems(looked)


def _by_problems(looked: Looked) -> Standing:
    found = blocking(looked.problems, looked.rows_read)
    refusing = [each for each in looked.problems if each.severity is Severity.REFUSES]
    if refusing and not looked.read:
        return Standing(State.REFUSED, f"refused: {_short(refusing[0].message)}")
    if refusing and all(each.rule == NOT_KNOWN for each in refusing):
        named = listed(sorted({str(each.value) for each in refusing}))
        return Standing(State.NOT_YOURS, f"not known, or not yours: contract {named}")
    if found.stands_in_the_way(hold=looked.hold):
        return Standing(State.MEND, f"{found.whole + len(found.rows):,} to mend")
    if looked.questions:
        return Standing(State.NEEDS_YES, "needs your yes")
    held = f", {count_of(len(found.rows), 'row', 'rows')} held" if found.rows else ""
    return Standing(State.READY, f"ready{held}")


def waits_for(
    problems: Iterable[Problem], others: Iterable[tuple[str, str, frozenset[str]]]
) -> str:
    """Name the part that brings the contracts or arrangements this one refers to; else blank.

    Parameters
    ----------
    problems
        What was found in this part.
    others
        Name, dataset and the contracts named in each other part that is sent before it.
    """
    refusing = [each for each in problems if each.severity is Severity.REFUSES]
    unknown = {each.value for each in refusing if each.rule == NOT_KNOWN}
    if not refusing or any(each.rule not in {NOT_KNOWN, NOT_REGISTERED} for each in refusing):
        return ""
    wanted = "contracts" if unknown else "arrangements"
    bringing = [(name, named) for name, dataset, named in others if dataset == wanted]
    brought = frozenset().union(*(named for _, named in bringing))
    return bringing[0][0] if bringing and unknown <= brought else ""


def summary(states: Sequence[Standing]) -> str:
    """Say in one sentence how the parts of a sending stand.

    >>> summary([Standing(State.READY, "ready"), Standing(State.MEND, "3 to mend")])
    '2 parts: 1 ready, 1 to mend.'
    """
    counts = {state: sum(each.state is state for each in states) for state in State}
    said = [f"{count:,} {state}" for state, count in counts.items() if count]
    return f"{count_of(len(states), 'part', 'parts')}: {', '.join(said)}."


def _short(text: str) -> str:
    first = text.replace("`", "").partition(". ")[0].rstrip(".")
    return first if len(first) <= LONGEST_WHY else f"{first[:LONGEST_WHY]}…"


@dataclass(frozen=True, slots=True)
class LookedThrough:
    """What a file is found to name when it is first looked through."""

    personal: tuple[Problem, ...]
    contracts: frozenset[str]


def looked_through(table: TextTable) -> LookedThrough:
    """Look once through a file for who people are, and for the contracts it names.

    Raises
    ------
    Unreadable
        If a row of it cannot be believed.
    """
    search = Search(table.headers)
    named: set[str] = set()
    wanted = header_form("contract")
    places = [at for at, header in enumerate(table.headers) if header_form(header) == wanted]
    for batch in table.batches():
        search.look(batch)
        for place in places:
            named.update(text.strip() for text in batch.columns[place])
    return LookedThrough(search.problems(), frozenset(named - {""}))
