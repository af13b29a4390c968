"""What is a file that may be taken away, and what is written down when it is?

A file's name holds the digest of what it was made from, because the framework would hand out
another file of the same length under the same address.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from db import journal
from db.journal import Act, Deed
from db.store import Store
from pages.shared import handed_out

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from db.scope import Principal

CSV = "text/csv"


class Told(StrEnum):
    """Where a file says what it is: its handling, as-at, filters, definitions and whose eyes."""

    ROWS = "below its rows"  # made by ``exports.rows``, and checked when it is made
    COVER = "on its cover"  # a pack
    CALENDAR = "in its description"
    NOWHERE = "nowhere: it goes back into the product, and holds nothing but what was sent"


SAID_ON_ROWS = ("handling", "as_at", "seen_by")
"""What stands below the rows of every table that leaves."""


@dataclass(frozen=True, slots=True)
class Export:
    """One file to offer: its name, what it is the version of, and how its bytes are made.

    ``subject`` and ``said`` are what is written down of it when it is taken: no text of a file and
    nothing that was typed, but choices among what is known.
    """

    stem: str
    ending: str
    version: str
    make: Callable[[], bytes]
    mime: str = CSV
    subject: str = field(kw_only=True)
    contract: str = field(default="", kw_only=True)
    rows: int | None = field(default=None, kw_only=True)
    said: Mapping[str, object] = field(default_factory=dict, kw_only=True)
    visit: str = field(default="", kw_only=True)  # whose it is
    told: Told = field(default=Told.ROWS, kw_only=True)

    def made(self) -> bytes:
        """Make the file; a table that does not say what it is never leaves."""
        data = self.make()
        if self.told is Told.ROWS:
            missing = [name for name in SAID_ON_ROWS if f"\n{name},".encode() not in data]
            if missing:
                msg = f"a file of rows does not say its {missing[0]}: make it by exports.rows"
                raise RuntimeError(msg)
        return data

    @property
    def file_name(self) -> str:
        """Give a name no other version of it has, nor anybody else's copy."""
        plain = re.sub(r"[^A-Za-z0-9_-]+", "-", self.stem).strip("-") or "file"
        mark = hashlib.sha256(f"{self.stem} {self.version}{self.visit}".encode()).hexdigest()[:10]
        return f"{plain}-{mark}.{self.ending}"


def for_visit(export: Export, visit: str) -> Export:
    """Give a file as it is made for one visit, to which alone its bytes will be given."""
    export = replace(export, visit=visit)
    if visit:
        handed_out.remember(export.file_name, visit)
    return export


def taken(who: Principal, export: Export) -> bytes:
    """Make a file and write down who takes it away, and what of."""
    data = export.made()
    told = {
        "rows": export.rows,
        "bytes": len(data),
        "sha256": hashlib.sha256(data).hexdigest(),
        "file": export.file_name.rpartition("-")[2],
        **export.said,
    }
    act = Act(
        action=Deed.EXPORT,
        subject=export.subject,
        contract=export.contract,
        result="taken",
        detail=journal.told(told),
    )
    journal.write(Store.open(), who, act, datetime.now(tz=UTC))
    return data
