"""What is being sent: one file, or many parts of one upload day?"""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from db.drafts import Unfinished
    from pages.shared.upload.draft import Draft
    from pages.shared.upload.work import Job

NAMED = 3  # files named in a title


@dataclass
class Batch:
    """Everything dropped at once, from the moment it is dropped to its last receipt."""

    login: str
    title: str
    parts: list[Draft]
    left_out: tuple[str, ...] = ()
    opened: int | None = None  # the part that is being put right, by its place
    shown: int = 0  # goes up whenever a part was opened, so that no choice is kept
    draft_id: str = ""
    version: int = 0  # of what is kept on the server
    kept: str = ""  # a fingerprint of what is kept there
    moved: bool = False  # somebody else touched it since
    now: Unfinished | None = None  # how theirs stands; None where it is gone
    notice: str = ""  # to be said once
    job: Job | None = field(default=None, repr=False)
    lock: threading.Lock = field(default_factory=threading.Lock, repr=False)

    @property
    def single(self) -> bool:
        """Say whether it is one file, which needs no review of parts."""
        return len(self.parts) == 1

    @property
    def done(self) -> bool:
        """Say whether nothing of it is left to send."""
        return all(part.is_done for part in self.parts)

    @property
    def nothing_to_keep(self) -> bool:
        """Say whether no file of it may be kept, and none ever was."""
        may = any(part.sent and part.may_be_kept for part in self.parts)
        return not (may or self.version)

    @property
    def current(self) -> Draft | None:
        """Give the part that is being put right; of one file, that one."""
        if self.single:
            return self.parts[0]
        return self.parts[self.opened] if self.opened is not None else None

    @property
    def contracts(self) -> frozenset[str] | None:
        """Give the contracts named in the parts; None where one names none that is known."""
        named = [part.contracts for part in self.parts if not part.is_done]
        return None if None in named else frozenset().union(*(each or () for each in named))


def title_of(names: list[str]) -> str:
    """Name what was dropped: its file, or the first few of them and how many more.

    >>> title_of(["a.csv", "b.csv"])
    'a.csv, b.csv'
    """
    more = len(names) - NAMED
    return ", ".join(names[:NAMED]) + (f" and {more} more" if more > 0 else "")
