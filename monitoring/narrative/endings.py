"""What is said of a return that was withdrawn, sent back, purged or still waits to be certified?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from monitoring.narrative.words import count_of, day, listed, lower_first, months_span
from monitoring.vocabulary import Ended, Source

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

WORDS = {
    Ended.WITHDRAWN: "withdrawn",
    Ended.RETURNED: "sent back",
    Ended.PURGED: "purged",
}
NO_RETURN = "no return"
CAN_COME_AGAIN = "The same file can be sent again."


def ended(kind: Ended, on: date, by: str, why: str) -> str:
    """Say how a return ended: Sent back on 14 February 2009 by cm-3: The months are swapped."""
    return f"{WORDS[kind].capitalize()} on {day(on)} by {by}: {ended_why(why)}"


def who_reads(source: str) -> str:
    """Say before it is saved who will read the reason."""
    if source == Source.PARTNER:
        return "The department, the prime provider and the partner read the reason."
    if source in {Source.PROVIDER_MI, Source.PLMI}:
        return "The department and the prime provider read the reason."
    return "Everybody who may see this return reads the reason."


def done(submission: int, kind: Ended, *, preview: bool) -> str:
    """Say what was done, or what it would be."""
    verb = "would be" if preview else "is"
    return f"Return {submission} {verb} {WORDS[kind]}."


def stands_then(contract: str, months: Sequence[tuple[date, int | None]]) -> list[str]:
    """Say for one contract which return stands in which months once the return is gone."""
    if not months:
        return [f"{contract}: what this return changed is as it was before it."]
    runs: list[tuple[int | None, list[date]]] = []
    for each, stands in months:
        if runs and runs[-1][0] == stands and _follows(runs[-1][1][-1], each):
            runs[-1][1].append(each)
        else:
            runs.append((stands, [each]))
    return [f"{contract}, {_run(stands, of)}." for stands, of in runs]


def _run(stands: int | None, of: Sequence[date]) -> str:
    span = months_span(of[0], of[-1])
    if stands is None:
        return f"{span}: {'reads' if len(of) == 1 else 'read'} {NO_RETURN}"
    return f"{span}: return {stands} stands"


def _follows(before: date, after: date) -> bool:
    return (after.year - before.year) * 12 + after.month - before.month == 1


def figures_moved(count: int) -> str:
    """Say how many whole-contract figures would stand otherwise."""
    return f"{count_of(count, 'figure', 'figures')} of whole contracts would change."


def purged(submission: int, rows: int, backups: Iterable[str], *, cleared: bool) -> str:
    """Say what a purge did, and where a copy may still be."""
    named = list(backups)
    gone = f"{count_of(rows, 'row', 'rows')} and its bytes are gone"
    said = [f"Return {submission} is purged: {gone}. Its receipt and the chained entry stay."]
    if named:
        said.append(f"Backups made since it came still hold it: {listed(named)}. Delete them.")
    else:
        said.append("No backup made here holds it; copies made by other means may.")
    if not cleared:
        said.append(
            "Somebody was reading, so the file could not be written anew yet: give the same "
            "command again when nobody reads."
        )
    return " ".join(said)


def waits(months: Sequence[date]) -> str:
    """Say that a return waits to be certified."""
    about = f" for {months_span(months[0], months[-1])}" if months else ""
    return f"Its figures{about} wait for a named person of the provider to certify them."


def certified(did: str, on: date, by: str, post: str, statement: str) -> str:
    """Say who certified a return, in which post and in which words."""
    return f"{did.capitalize()} on {day(on)} by {by}, {post}: {statement}"


def what_of(title: str, months: Sequence[date]) -> str:
    """Name a return inside a sentence: the monthly return for March 2009."""
    about = f" for {months_span(months[0], months[-1])}" if months else ""
    return f"the {lower_first(title)}{about}"


def ended_why(why: str) -> str:
    """Give a reason as a sentence, whether or not its writer ended it."""
    return why if why.endswith((".", "!", "?")) else f"{why}."
