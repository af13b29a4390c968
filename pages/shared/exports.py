"""How does anything leave by the browser? Through here, and made only when it is asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from db.handling import marking
from monitoring import printing
from monitoring.printing import SAMPLE
from pages.shared import identity
from pages.shared.taking import CSV, Export, taken

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from db.reports import Report
    from db.scope import Principal

__all__ = ["CSV", "SAMPLE", "Export", "offer", "offer_report", "rows", "taken"]


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
