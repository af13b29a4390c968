"""What is said of what is kept, what is due and what was destroyed?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from monitoring.narrative.words import count_of, day, listed
from monitoring.retention import OF_CONTRACT, SCHEDULE, DataClass, Since

if TYPE_CHECKING:
    from datetime import date


MEANS = {
    "Contract": "The contract's reference; blank for single entries of the journal.",
    "Ends": "The contract's last day; blank where no end is agreed.",
    "State": "Whether something is due now, is on hold, or what comes next.",
    **{SCHEDULE[each].title: f"The day from which it is due. {SCHEDULE[each].covers}"
       for each in OF_CONTRACT},
    "Destroyed": "The day it was destroyed.",
    "What": "The class of data.",
    "Rows": "Rows taken out or blanked, and files.",
    "Due since": "The day it was due; of single entries the first day that was kept.",
    "Reason": "Why, in the words of who destroyed it.",
    "By": "Who destroyed it.",
}
"""What each column of what is due, and of what was destroyed, means."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """What was destroyed, or would be, and where copies may still be."""

    rows: int
    classes: tuple[str, ...]
    destroyed: bool
    backups: tuple[str, ...] = ()
    cleared: bool = True


def kept_for(data_class: DataClass, months: int | None) -> str:
    """Say how long a class is kept, and from when on that is counted.

    >>> kept_for(DataClass.CLIENT_ROWS, 24)
    "24 months from the contract's last day"
    >>> kept_for(DataClass.FIGURES, None)
    'Always'
    """
    if months is None:
        return "Always"
    since: Since = SCHEDULE[data_class].since
    return f"{count_of(months, 'month', 'months')} from {since}"


def period_set(data_class: DataClass, months: int | None, start: date) -> str:
    """Say what was set."""
    title = SCHEDULE[data_class].title
    kept = kept_for(data_class, months)
    return f"{title} are kept: {kept[:1].lower()}{kept[1:]}. In force from {day(start)}."


def outcome(done: Done) -> str:
    """Say what was destroyed or would be, and what still holds it."""
    if not done.rows:
        return "Nothing is due."
    what = f"{count_of(done.rows, 'row or file', 'rows and files')} ({listed(done.classes)})"
    if not done.destroyed:
        return f"Due: {what}. Nothing is destroyed yet. Add --reason and --confirm to destroy it."
    said = [f"Destroyed: {what}. Monthly figures and receipts stand."]
    if done.backups:
        said.append(f"Backups that may still hold it: {listed(done.backups)}. Destroy those too.")
    if not done.cleared:
        said.append(
            "Somebody was reading, so freed pages of the files may still hold it: run "
            "retention apply again when nobody is."
        )
    return " ".join(said)


def finding(due: int, held: int, done: int) -> str:
    """Say in a sentence how things stand: contracts with something due, on hold, destroyed of."""
    first = (
        f"{count_of(due, 'contract has', 'contracts have')} something due to be destroyed."
        if due
        else "Nothing is due to be destroyed."
    )
    said = [first]
    if held:
        said.append(f"{count_of(held, 'contract is', 'contracts are')} on hold.")
    if done:
        said.append(f"Of {count_of(done, 'contract', 'contracts')} something was destroyed.")
    return " ".join(said)
