"""What stands around a pack, on the page, in its files and on paper?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from db.handling import marking
from monitoring.narrative.words import listed
from monitoring.pack.print_page import Cover
from monitoring.printing import SAMPLE

if TYPE_CHECKING:
    from db.packs.kept import Opened


def cover(found: Opened, *, sample: bool) -> Cover:
    """Give a pack's cover: its number, marking and digest, who made it, and whether it is one."""
    kept = found.kept
    return Cover(
        kept.number,
        marking(),
        kept.sha256,
        kept.who,
        kept.at,
        SAMPLE if sample else "",
        warning(found),
    )


def warning(found: Opened) -> str:
    """Say which sections are not as they were frozen, and why; blank where all are."""
    if found.same:
        return ""
    apart = listed(list(found.differing)) or "the heading"
    return f"Not as it was when it was frozen: {apart}. {found.why}"


def reproduced(found: Opened) -> str:
    """Say that a pack made again says the same, or what does not."""
    return warning(found) or "Made again from its number: the same, word for word."
