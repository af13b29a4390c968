"""How does anything leave by the browser? Through here, and made only when it is asked for.

A file's name holds the digest of what it was made from, because the framework would hand out
another file of the same length under the same address.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import streamlit as st

from db import journal
from db.handling import marking
from db.journal import Act
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
    """One file to offer: its name, what it is the version of, and how its bytes are made."""

    stem: str
    ending: str
    version: str
    make: Callable[[], bytes]
    mime: str = CSV

    @property
    def file_name(self) -> str:
        """Give a name no other version of it has."""
        plain = re.sub(r"[^A-Za-z0-9_-]+", "-", self.stem).strip("-") or "file"
        mark = hashlib.sha256(f"{self.stem} {self.version}".encode()).hexdigest()[:10]
        return f"{plain}-{mark}.{self.ending}"


def offer(label: str, export: Export, *, key: str | None = None, primary: bool = False) -> None:
    """Offer a file; its bytes are made when the button is pressed."""
    st.download_button(
        label,
        data=export.make,
        file_name=export.file_name,
        mime=export.mime,
        key=key or f"export {label} {export.file_name}",
        on_click="ignore",
        type="primary" if primary else "secondary",
    )


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
        act = Act(action="export", subject=f"report {report.name}", result="shown")
        journal.write(Store.open(), principal, act, datetime.now(tz=UTC))
        lines = printing.records(report.frame, report.whole)
        return rows([str(name) for name in report.frame], lines, said, report.definitions)

    version = f"{principal.login} {said} {len(report.frame)}"
    offer(label, Export(f"{report.name}-{asked.get('contract', 'all')}", "csv", version, make))
