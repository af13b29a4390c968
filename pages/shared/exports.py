"""How does anything leave by the browser? Through here, and made only when it is asked for.

A file's name holds the digest of what it was made from, because the framework would hand out
another file of the same length under the same address.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import streamlit as st

from db import journal
from db.handling import marking
from db.journal import Act, Deed
from db.store import Store
from monitoring import printing
from monitoring.printing import SAMPLE
from pages.shared import identity

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from db.reports import Report
    from db.scope import Principal

CSV = "text/csv"


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

    @property
    def file_name(self) -> str:
        """Give a name no other version of it has."""
        plain = re.sub(r"[^A-Za-z0-9_-]+", "-", self.stem).strip("-") or "file"
        mark = hashlib.sha256(f"{self.stem} {self.version}".encode()).hexdigest()[:10]
        return f"{plain}-{mark}.{self.ending}"


def offer(label: str, export: Export, *, key: str | None = None, primary: bool = False) -> None:
    """Offer a file; when the button is pressed its bytes are made, and that is written down."""
    who = identity.looking()
    if who is None:
        return
    st.download_button(
        label,
        data=lambda: taken(who, export),
        file_name=export.file_name,
        mime=export.mime,
        key=key or f"export {label} {export.file_name}",
        on_click="ignore",
        type="primary" if primary else "secondary",
    )


def taken(who: Principal, export: Export) -> bytes:
    """Make a file and write down who takes it away, and what of."""
    data = export.make()
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


def rows(
    columns: Sequence[str],
    lines: Sequence[Mapping[str, object]],
    said: Mapping[str, object],
    definitions: Mapping[str, str],
) -> bytes:
    """Write rows as CSV, then what they were asked for, and what each column means."""
    told = [*said.items(), *definitions.items()]
    notes: list[dict[str, object]] = [{"about": name, "note": text} for name, text in told]
    if identity.sample():
        notes.insert(0, {"about": "data", "note": SAMPLE})
    notes.insert(0, {"about": "handling", "note": marking()})
    table = printing.as_csv(lines, columns)
    return (table + "\n" + printing.as_csv(notes, ("about", "note"))).encode("utf-8-sig")


def offer_report(principal: Principal, report: Report, label: str = "Download as CSV") -> None:
    """Offer a report with its filters, as-at and definitions."""
    asked = {name: value for name, value in report.parameters.items() if value is not None}
    said = {"report": report.name, **asked, "as_at": report.as_at.isoformat()}

    def make() -> bytes:
        lines = printing.records(report.frame, report.whole)
        return rows([str(name) for name in report.frame], lines, said, report.definitions)

    version = f"{principal.login} {said} {len(report.frame)}"
    stem = f"{report.name}-{asked.get('contract', 'all')}"
    made = Export(
        stem,
        "csv",
        version,
        make,
        subject=f"report {report.name}",
        contract=str(asked.get("contract", "")),
        rows=len(report.frame),
        said={**asked, "as_at": report.as_at.isoformat()},
    )
    offer(label, made)
